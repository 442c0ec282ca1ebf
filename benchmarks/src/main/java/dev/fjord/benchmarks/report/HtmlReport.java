package dev.fjord.benchmarks.report;

import dev.fjord.benchmarks.load.Measurement;
import dev.fjord.benchmarks.suite.Row;
import dev.fjord.benchmarks.suite.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The results as one page that needs nothing else: its first screen answers, the rest shows why.
 */
public final class HtmlReport {
  private static final int MOST_BARS = 24;
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:15px/1.45 system-ui,sans-serif;max-width:1180px;margin:1.5em auto;padding:0 1em}
      h1{margin:0 0 .2em}h2{margin:1.6em 0 .4em}p.facts{color:#777;margin:.2em 0}
      table{border-collapse:collapse;margin:.5em 0;font-size:13.5px;display:block;overflow-x:auto}
      th,td{padding:.22em .6em;border-bottom:1px solid #8884;text-align:right;white-space:nowrap}
      th{white-space:normal;vertical-align:bottom}
      th:first-child,td:first-child{text-align:left}
      table.goals td:nth-child(2),table.goals th:nth-child(2){text-align:left;white-space:normal}
      figure{margin:.6em 0}figcaption{font-weight:600}
      svg{width:100%;max-width:880px;height:auto;font-size:12.5px}
      svg text{fill:currentColor}svg .label{text-anchor:end}
      rect.limit{fill:#9aa4b2}rect.fjord{fill:#1f78b4}rect.peer{fill:#e08a3c}
      .met{color:#1a8f3c}.short{color:#c0392b;font-weight:600}
      .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(480px,1fr));gap:0 1.5em}
      summary{cursor:pointer;font-weight:600;margin:.6em 0}
      """;

  private final Results results;
  private final Tables tables;
  private final Comparison comparison;
  private final Advice advice;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(Results results) {
    this.results = results;
    this.tables = new Tables(results);
    this.comparison = new Comparison(results.samples());
    this.advice = new Advice(comparison);
  }

  /** The page. */
  public static String of(Results results) {
    HtmlReport report = new HtmlReport(results);
    report.write();
    return report.page.toString();
  }

  private void write() {
    page.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>Fjord: performance</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Fjord: performance</h1>\n");
    page.append("<p class=\"facts\">")
        .append(Html.escaped(results.mode() + " run, " + results.finished() + " UTC; "))
        .append(Html.escaped(results.machine().getOrDefault("CPU", "") + ", "))
        .append(Html.escaped(results.machine().getOrDefault("cores", "") + " cores, JDK "))
        .append(Html.escaped(results.machine().getOrDefault("JDK", "")))
        .append("</p>\n");
    answers();
    if (!results.verdicts().isEmpty()) {
      goals();
    }
    results.sections().forEach(this::section);
    page.append("<h2>Machine and versions</h2><p class=\"facts\">")
        .append(
            results.machine().entrySet().stream()
                .map(fact -> Html.escaped(fact.getKey() + ": " + fact.getValue()))
                .collect(Collectors.joining("<br>")))
        .append("</p>\n</body></html>\n");
  }

  private void answers() {
    Table executors = advice.executors();
    if (executors.rows().isEmpty()) {
      return;
    }
    page.append("<h2>Which executor for my service?</h2>\n")
        .append("<p class=\"facts\">Operations per second through the fake driver.</p>\n")
        .append(executors.html());
    page.append("<h2>What do I gain by porting a method to CompletionStage&lt;T&gt;?</h2>\n")
        .append("<p class=\"facts\">Ratios when T becomes CompletionStage&lt;T&gt;.</p>\n")
        .append(advice.porting().html());
    page.append("<div class=\"charts\">");
    for (int kind = 0; kind < 2; kind++) {
      page.append(BarChart.of("A method that " + Advice.title(kind), advice.bars(kind)));
    }
    page.append("</div>\n");
  }

  private void goals() {
    long met = results.verdicts().stream().filter(Verdict::met).count();
    page.append("<h2>Goals: ")
        .append(met)
        .append(" of ")
        .append(results.verdicts().size())
        .append(" met</h2>\n")
        .append(
            tables
                .goals()
                .html()
                .replace("<table>", "<table class=\"goals\">")
                .replace("<td>met</td>", "<td class=\"met\">met</td>")
                .replace("<td>falls short</td>", "<td class=\"short\">falls short</td>"));
  }

  private void section(Section section) {
    page.append("<h2>").append(Html.escaped(section.title())).append("</h2>\n");
    List<BarChart.Bar> bars = bars(section);
    if (bars.size() <= MOST_BARS) {
      page.append(BarChart.of("Operations per second, medians", bars));
    }
    page.append("<details><summary>All figures</summary>")
        .append(tables.of(section).html())
        .append("</details>\n");
  }

  private List<BarChart.Bar> bars(Section section) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Row row : section.rows()) {
      for (String load : row.loads()) {
        String name = section.id() + "/" + row.id() + "@" + load;
        double value = comparison.spread(name, Measurement::opsPerSecond).median();
        if (!Double.isNaN(value) && !load.startsWith("open")) {
          String label = row.title() + (row.loads().size() > 1 ? ", " + load : "");
          bars.add(new BarChart.Bar(label, value, Figures.number(value) + "/s", kind(row)));
        }
      }
    }
    return bars;
  }

  private static String kind(Row row) {
    if (row.title().startsWith("limit")) {
      return "limit";
    }
    boolean isPeer =
        row.title().startsWith("Spring")
            || row.title().startsWith("Vert.x")
            || row.title().startsWith("gRPC")
            || row.title().startsWith("Python")
            || row.title().startsWith("RabbitMQ");
    return isPeer ? "peer" : "fjord";
  }
}
