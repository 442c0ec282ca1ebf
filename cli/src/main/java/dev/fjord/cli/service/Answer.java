package dev.fjord.cli.service;

import dev.fjord.RemoteFailure;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What one server replied.
 *
 * @param after how long it took
 * @param reply its reply
 */
public record Answer(Duration after, Reply reply) {
  /** What a server replies that has not the method, because it is not enabled there. */
  private static final Set<String> NOT_THERE = Set.of("UnsupportedVersion", "NoSuchMethod");

  /** What it told, if it did. */
  public Optional<JsonText> told() {
    return reply instanceof Reply.Result result ? Optional.of(result.json()) : Optional.empty();
  }

  /** Whether the server is there and has not what it was asked for. */
  public boolean isWithout() {
    return reply instanceof Reply.Failed failed && NOT_THERE.contains(failed.failure().type());
  }

  /** What went wrong, if something else did. */
  public Optional<RemoteFailure> failure() {
    return reply instanceof Reply.Failed failed && !isWithout()
        ? Optional.of(failed.failure())
        : Optional.empty();
  }
}
