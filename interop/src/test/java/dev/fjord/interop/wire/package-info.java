/** The wire, looked at from both sides without a library of ours in between. */
package dev.fjord.interop.wire;
