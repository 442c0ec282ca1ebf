package dev.fjord.driver.amqp.proton;

import dev.fjord.driver.amqp.proton.link.Arrival;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How one message ends; completes when the broker was told, exceptionally if it could not be. */
final class Settlement extends CompletableFuture<@Nullable Void> {
  private final Arrival arrival;
  private final String uniqueId;
  private final Kind kind;

  /** What the broker is told. */
  enum Kind {
    /** Done with. */
    ACKNOWLEDGE,
    /** To be delivered again. */
    REQUEUE
  }

  Settlement(Arrival arrival, String uniqueId, Kind kind) {
    this.arrival = arrival;
    this.uniqueId = uniqueId;
    this.kind = kind;
  }

  Arrival arrival() {
    return arrival;
  }

  /** By what a copy is known; empty text if by nothing. */
  String uniqueId() {
    return uniqueId;
  }

  Kind kind() {
    return kind;
  }
}
