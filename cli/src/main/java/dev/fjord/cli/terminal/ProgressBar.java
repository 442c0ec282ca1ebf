package dev.fjord.cli.terminal;

import java.io.PrintWriter;

/** How far something is: one line of a terminal, written over itself. Confined to one thread. */
public final class ProgressBar {
  private static final int WIDTH = 30;

  private final PrintWriter terminal;
  private final String what;
  private final long total;
  private boolean drawn;

  /** A bar for so many steps. */
  public ProgressBar(PrintWriter terminal, String what, long total) {
    this.terminal = terminal;
    this.what = what;
    this.total = total;
  }

  /** Draws the bar for so many steps done. */
  public void at(long done) {
    int filled = (int) (WIDTH * Math.min(done, total) / Math.max(1, total));
    terminal.print(
        "\r"
            + what
            + " ["
            + "#".repeat(filled)
            + ".".repeat(WIDTH - filled)
            + "] "
            + done
            + "/"
            + total);
    terminal.flush();
    drawn = true;
  }

  /** Wipes the bar off, if there is one. */
  public void clear() {
    if (drawn) {
      terminal.print("\r" + " ".repeat(what.length() + WIDTH + 45) + "\r");
      terminal.flush();
      drawn = false;
    }
  }
}
