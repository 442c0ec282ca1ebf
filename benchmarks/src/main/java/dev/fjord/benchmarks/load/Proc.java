package dev.fjord.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What Linux tells of CPU time and memory in {@code /proc}. */
public final class Proc {
  /** The unit of CPU times in {@code /proc}: a hundredth of a second on every Linux. */
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

  private Proc() {}

  /** The CPU time that all processes together have used, in nanoseconds. */
  public static long busyNanos() {
    String[] words = lines(Path.of("/proc/stat")).getFirst().split(" +", -1);
    long busy = 0;
    for (int i = 1; i < Math.min(words.length, 9); i++) {
      boolean isIdle = i == 4 || i == 5;
      busy += isIdle ? 0 : Long.parseLong(words[i]);
    }
    return busy * TICK;
  }

  /** The CPU time that a process has used, in nanoseconds; 0 for no process. */
  public static long cpuNanos(long pid) {
    if (pid <= 0) {
      return 0;
    }
    String stat = lines(Path.of("/proc/" + pid + "/stat")).getFirst();
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(words[11]) + Long.parseLong(words[12])) * TICK;
  }

  /** The most memory that this process had resident since {@link #forgetPeak}, in MiB. */
  public static long peakMebibytes() {
    return status("VmHWM:") / 1024;
  }

  /** The threads that this process has for the operating system. */
  public static long threads() {
    return status("Threads:");
  }

  /** Lets {@link #peakMebibytes} begin anew. */
  public static void forgetPeak() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long status(String name) {
    return lines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split(" ", 2)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
