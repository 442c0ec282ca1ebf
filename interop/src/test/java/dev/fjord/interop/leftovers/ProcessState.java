package dev.fjord.interop.leftovers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process holds that has to be given back.
 *
 * @param threads the names of the threads that the library started
 * @param descriptors how many files and sockets are open
 */
record ProcessState(List<String> threads, long descriptors) {
  private static final String OURS = "(loop|wire|poll|timer|worker|caller)-.*";

  /** Brokers that classes share are started by the first one that needs them, and live on. */
  private static final int KEPT = 64;

  static ProcessState now() {
    List<String> threads =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.matches(OURS))
            .sorted()
            .toList();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return new ProcessState(threads, open.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing is left of what happened since an earlier state. */
  boolean isNoMoreThan(ProcessState earlier) {
    return threads.size() <= earlier.threads.size() && descriptors <= earlier.descriptors + KEPT;
  }
}
