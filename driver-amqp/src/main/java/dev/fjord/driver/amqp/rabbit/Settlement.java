package dev.fjord.driver.amqp.rabbit;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How one delivery ends; completes when the broker was told, exceptionally if it could not be. */
final class Settlement extends CompletableFuture<@Nullable Void> {
  private final long tag;
  private final String uniqueId;
  private final Kind kind;

  /** What the broker is told. */
  enum Kind {
    /** Done with. */
    ACKNOWLEDGE,
    /** To be delivered again. */
    REQUEUE
  }

  Settlement(long tag, String uniqueId, Kind kind) {
    this.tag = tag;
    this.uniqueId = uniqueId;
    this.kind = kind;
  }

  long tag() {
    return tag;
  }

  String uniqueId() {
    return uniqueId;
  }

  Kind kind() {
    return kind;
  }
}
