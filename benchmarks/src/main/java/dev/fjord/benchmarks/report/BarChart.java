package dev.fjord.benchmarks.report;

import java.util.List;

/** Horizontal bars in SVG, one for each value, with the value written beside it. */
final class BarChart {
  private static final int LABEL = 430;
  private static final int BAR = 320;
  private static final int LINE = 22;

  private final StringBuilder svg = new StringBuilder();

  /**
   * One bar.
   *
   * @param label what it is of
   * @param value how long it is
   * @param text how the value is written
   * @param kind its colour: limit, fjord or peer
   */
  record Bar(String label, double value, String text, String kind) {}

  private BarChart() {}

  static String of(String title, List<Bar> bars) {
    BarChart chart = new BarChart();
    chart.draw(title, bars);
    return chart.svg.toString();
  }

  private void draw(String title, List<Bar> bars) {
    double longest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    int height = LINE * bars.size() + 8;
    svg.append("<figure><figcaption>").append(Html.escaped(title)).append("</figcaption>");
    svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\">".formatted(LABEL + BAR + 130, height));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = LINE * i + 4;
      double width = Math.max(1, BAR * bar.value() / longest);
      svg.append(
          """
          <text x="%d" y="%d" class="label">%s</text>\
          <rect x="%d" y="%d" width="%.1f" height="%d" class="%s"/>\
          <text x="%.1f" y="%d">%s</text>
          """
              .formatted(
                  LABEL - 8,
                  y + 15,
                  Html.escaped(bar.label()),
                  LABEL,
                  y + 2,
                  width,
                  LINE - 6,
                  bar.kind(),
                  LABEL + width + 6,
                  y + 15,
                  Html.escaped(bar.text())));
    }
    svg.append("</svg></figure>\n");
  }
}
