package dev.fjord.interop.rpc;

import dev.fjord.rpc.CallContext;
import dev.fjord.rpc.ExpectedExceptions;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Endpoints whose methods run into limits, in both styles, and what became of them. */
final class Limits {
  /** What a method saw happen to itself. */
  final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

  private final RpcClient held;
  private final CompletableFuture<String> gate = new CompletableFuture<>();

  /** With a client for a server that holds its callers. */
  Limits(RpcClient held) {
    this.held = held;
  }

  /** Lets everybody go on who works. */
  void open() {
    gate.complete("let go");
  }

  Object endpoint(Style style) {
    return style == Style.BLOCKING ? new BlockingLimits() : new AsyncLimits();
  }

  /** A store of anything; what implements it names a type. */
  interface Rooms<T> {
    @RpcMethod
    Object enter(T value);
  }

  /** A value that is read as this type only where the type is known. */
  record Guest(String name, int nights) {}

  /** Methods that return their results. */
  final class BlockingLimits implements Rooms<Guest> {
    @Override
    public Object enter(Guest guest) {
      return guest.name() + " stays " + guest.nights();
    }

    @RpcMethod
    @ExpectedExceptions(NoSuchElementException.class)
    void find(String kind) {
      throw exception(kind);
    }

    @RpcMethod
    Duration timeLeft(CallContext call) {
      return call.timeLeft().orElse(Duration.ofDays(1));
    }

    @RpcMethod
    String nested() {
      held.request("echo").arg("value", 1).call(Object.class);
      try {
        return String.valueOf(held.request("hold").call(String.class));
      } catch (RuntimeException e) {
        seen.add(e);
        throw e;
      }
    }

    @RpcMethod
    String detached() {
      return String.valueOf(
          held.detached().timeout(Duration.ofSeconds(20)).request("hold").call(String.class));
    }

    @RpcMethod
    String work(CallContext call) throws InterruptedException, ExecutionException {
      call.onCancel(() -> seen.add("action"));
      seen.add("begun");
      try {
        return gate.get();
      } catch (InterruptedException e) {
        seen.add("interrupted " + call.isCancelled());
        // A method may leave the flag set; what runs after it must not see that.
        Thread.currentThread().interrupt();
        throw e;
      }
    }
  }

  /** The same methods as stages. */
  final class AsyncLimits implements Rooms<Guest> {
    @Override
    public CompletionStage<String> enter(Guest guest) {
      return CompletableFuture.completedStage(guest.name() + " stays " + guest.nights());
    }

    @RpcMethod
    @ExpectedExceptions(NoSuchElementException.class)
    CompletionStage<@Nullable Void> find(String kind) {
      return CompletableFuture.failedStage(exception(kind));
    }

    @RpcMethod
    CompletionStage<Duration> timeLeft(CallContext call) {
      return CompletableFuture.completedStage(call.timeLeft().orElse(Duration.ofDays(1)));
    }

    @RpcMethod
    CompletionStage<String> nested() {
      return held.request("echo")
          .arg("value", 1)
          .callAsync(Object.class)
          .thenCompose(echoed -> held.request("hold").callAsync(String.class))
          .whenComplete(
              (result, failure) -> {
                if (failure != null) {
                  seen.add(failure instanceof CompletionException ? failure.getCause() : failure);
                }
              });
    }

    @RpcMethod
    CompletionStage<String> detached() {
      return held.detached()
          .timeout(Duration.ofSeconds(20))
          .request("hold")
          .callAsync(String.class);
    }

    @RpcMethod
    CompletionStage<String> work(CallContext call) {
      call.onCancel(() -> seen.add("action"));
      CompletableFuture<String> never = gate.copy();
      var unused =
          never.whenComplete(
              (value, failure) -> {
                if (never.isCancelled()) {
                  seen.add("cancelled " + call.isCancelled());
                }
              });
      seen.add("begun");
      return never;
    }
  }

  private static RuntimeException exception(String kind) {
    return kind.equals("expected")
        ? new NoSuchElementException("no such room")
        : new IllegalStateException("no such " + kind);
  }
}
