package dev.fjord.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table before it is text, Markdown or HTML.
 *
 * @param title what it shows
 * @param header the columns
 * @param rows the lines
 */
public record Table(String title, List<String> header, List<List<String>> rows) {
  /** Copies the cells. */
  public Table {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /** For a terminal. */
  public String text() {
    int[] widths = new int[header.size()];
    List<List<String>> all = new ArrayList<>(rows);
    all.addFirst(header);
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(title).append('\n');
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        text.append(i == 0 ? "" : "  ");
        text.append(isNumber(i) ? padding + row.get(i) : row.get(i) + padding);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** For the documentation. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    line(text, header);
    text.append('|');
    for (int i = 0; i < header.size(); i++) {
      text.append(isNumber(i) ? "---:|" : "---|");
    }
    text.append('\n');
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  /** For the report. */
  String html() {
    StringBuilder text = new StringBuilder("<table><tr>");
    header.forEach(cell -> text.append("<th>").append(Html.escaped(cell)).append("</th>"));
    text.append("</tr>\n");
    for (List<String> row : rows) {
      text.append("<tr>");
      row.forEach(cell -> text.append("<td>").append(Html.escaped(cell)).append("</td>"));
      text.append("</tr>\n");
    }
    return text.append("</table>\n").toString();
  }

  /** Whether a column is to be written flush right: most cells of numbers begin with a digit. */
  private boolean isNumber(int column) {
    return column > 0
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell.isEmpty() || "0123456789–-≤≥NI".indexOf(cell.charAt(0)) >= 0);
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
