package dev.fjord.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns; what begins with a digit is aligned to the right. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with a header. */
  public Table(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row of as many cells as the header has. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines, header first. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = row.get(column);
        String padding = " ".repeat(width(column) - cell.length());
        line.append(column == 0 ? "" : "  ");
        line.append(isRight(column) ? padding + cell : cell + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private boolean isRight(int column) {
    return rows.size() > 1
        && !rows.get(1).get(column).isEmpty()
        && Character.isDigit(rows.get(1).get(column).charAt(0));
  }
}
