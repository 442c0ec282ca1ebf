package dev.fjord.benchmarks.run;

import java.io.PrintStream;
import java.time.Duration;

/** How far a run has come: a bar on a terminal, a line for each row elsewhere. */
final class Progress {
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean isTerminal;
  private final int total;
  private final long begin = System.nanoTime();
  private int done;
  private int skipped;

  Progress(PrintStream out, boolean isTerminal, int total) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.total = total;
  }

  /** A row begins. */
  void begins(String what) {
    String left = done == 0 ? "" : ", about " + minutes(left()) + " left";
    String text = "%3d %% %s%s".formatted(100 * (done + skipped) / total, what, left);
    if (isTerminal) {
      int filled = WIDTH * (done + skipped) / total;
      out.print("\r\033[K[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + text);
      out.flush();
    } else {
      out.println(text);
    }
  }

  /** A row has ended. */
  void ended() {
    done++;
  }

  /** A row was there already. */
  void skipped() {
    skipped++;
  }

  /** All have. */
  void finished() {
    if (isTerminal) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  private Duration left() {
    long each = (System.nanoTime() - begin) / done;
    return Duration.ofNanos(each * (total - done - skipped));
  }

  private static String minutes(Duration time) {
    return time.toSeconds() < 90 ? time.toSeconds() + " s" : (time.toSeconds() + 30) / 60 + " min";
  }
}
