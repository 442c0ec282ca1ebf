/** What came of a run: ratios, goals, tables, charts, the page of the documentation. */
@NullMarked
package dev.fjord.benchmarks.report;

import org.jspecify.annotations.NullMarked;
