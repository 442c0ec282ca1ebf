package dev.fjord.notify.routing;

import dev.fjord.spi.EmitOptions;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.OutgoingNotification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Passes each notification on to the drivers that accept it. Thread-safe; does not block. */
final class RoutingDriver implements NotifierDriver {
  private final RoutingTable table;
  private final Map<String, NotifierDriver> drivers;

  RoutingDriver(RoutingTable table, Map<String, NotifierDriver> drivers) {
    this.table = table;
    this.drivers = Map.copyOf(drivers);
  }

  /** Completes when all accepting drivers have; one that fails hinders no other. */
  @Override
  public CompletionStage<@Nullable Void> emit(
      OutgoingNotification notification, EmitOptions options) {
    List<CompletableFuture<@Nullable Void>> leaving = new ArrayList<>();
    for (String name : table.accepting(notification.eventType(), notification.priority())) {
      leaving.add(emit(Objects.requireNonNull(drivers.get(name)), notification, options));
    }
    return CompletableFuture.allOf(leaving.toArray(CompletableFuture<?>[]::new))
        .<@Nullable Void>thenApply(all -> null);
  }

  private static CompletableFuture<@Nullable Void> emit(
      NotifierDriver driver, OutgoingNotification notification, EmitOptions options) {
    try {
      return driver.emit(notification, options).toCompletableFuture();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
