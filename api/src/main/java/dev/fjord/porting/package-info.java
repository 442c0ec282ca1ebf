/** What a server tells the team that ports it: which methods are ready, and which went wrong. */
@NullMarked
package dev.fjord.porting;

import org.jspecify.annotations.NullMarked;
