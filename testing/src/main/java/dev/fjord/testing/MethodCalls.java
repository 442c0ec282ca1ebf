package dev.fjord.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls and casts of one method that were sent through a bench, as they were when this was
 * asked for, and assertions on them. Immutable; nothing here waits.
 *
 * @since 0.1.0
 */
public final class MethodCalls {
  private final String method;
  private final List<SentRequest> requests;
  private final Journal journal;

  MethodCalls(String method, List<SentRequest> requests, Journal journal) {
    this.method = method;
    this.requests = List.copyOf(requests);
    this.journal = journal;
  }

  /** All of them, the oldest first. */
  public List<SentRequest> all() {
    return requests;
  }

  /** Those that went to a topic. */
  public MethodCalls to(String topic) {
    return new MethodCalls(
        method,
        requests.stream().filter(request -> request.target().requireTopic().equals(topic)).toList(),
        journal);
  }

  /** Asserts that there is exactly one, and returns it. */
  public SentRequest wasCalledOnce() {
    if (requests.size() != 1) {
      throw failure("once");
    }
    return requests.get(0);
  }

  /**
   * Asserts that there is exactly one, with these arguments and no others; returns it. Values are
   * compared as the JSON they travel as, so a record equals what it was sent as.
   */
  public SentRequest wasCalledOnceWith(Map<String, ? extends @Nullable Object> arguments) {
    Object expected = journal.plain(arguments);
    if (requests.size() != 1 || !requests.get(0).arguments().equals(expected)) {
      throw failure("once with " + expected);
    }
    return requests.get(0);
  }

  /** Asserts that there are so many. */
  public void wasCalled(int times) {
    if (requests.size() != times) {
      throw failure(times + " times");
    }
  }

  /** Asserts that there is none. */
  public void wasNeverCalled() {
    if (!requests.isEmpty()) {
      throw failure("never");
    }
  }

  private AssertionError failure(String expected) {
    return new AssertionError(
        method
            + " should have been called "
            + expected
            + "; what was sent through this bench:"
            + (requests.isEmpty()
                ? " nothing to it, but " + journal.namesOfMethods()
                : requests.stream()
                    .map(request -> "\n  " + request)
                    .collect(Collectors.joining())));
  }
}
