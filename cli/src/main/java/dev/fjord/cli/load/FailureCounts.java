package dev.fjord.cli.load;

import dev.fjord.Escaped;
import dev.fjord.RemoteErrorException;
import java.util.Map;
import java.util.TreeMap;

/** How many failures there were of each type; of ever new types only the first are told apart. */
final class FailureCounts {
  private static final int MOST_TYPES = 50;

  private final Map<String, Long> counts = new TreeMap<>();

  synchronized void add(Throwable failure) {
    String type =
        failure instanceof RemoteErrorException remote
            ? Escaped.text(remote.type()) + " (remote)"
            : failure.getClass().getSimpleName();
    boolean isKnown = counts.containsKey(type) || counts.size() < MOST_TYPES;
    counts.merge(isKnown ? type : "others", 1L, Long::sum);
  }

  synchronized Map<String, Long> snapshot() {
    return new TreeMap<>(counts);
  }
}
