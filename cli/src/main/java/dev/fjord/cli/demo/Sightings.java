package dev.fjord.cli.demo;

import dev.fjord.cli.workbench.ThreadKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** On which kinds of threads each method was seen. Thread-safe. */
final class Sightings {
  private final Map<String, Set<ThreadKind>> kinds = new HashMap<>();

  /** Notes the current thread. */
  void here(String method) {
    ThreadKind kind = ThreadKind.current();
    synchronized (kinds) {
      kinds.computeIfAbsent(method, unseen -> EnumSet.noneOf(ThreadKind.class)).add(kind);
    }
  }

  /** The kinds of threads that a method was seen on. */
  Set<ThreadKind> of(String method) {
    synchronized (kinds) {
      return Set.copyOf(kinds.getOrDefault(method, Set.of()));
    }
  }
}
