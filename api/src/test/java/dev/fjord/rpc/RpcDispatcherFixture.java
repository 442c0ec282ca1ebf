package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.RemoteErrorException;
import dev.fjord.RemoteFailure;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.ManualTimers;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Reply;
import dev.fjord.spi.ScriptedMessage;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Endpoints of all kinds, and a request through them as an executor leads it. */
abstract class RpcDispatcherFixture {
  record Vm(String name, int cpus) {}

  static final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not even a message");
    }
  }

  @SuppressWarnings({"unused", "InfiniteRecursion", "removal"})
  static class Service {
    int runs;

    @RpcMethod
    String echo(MessageContext context, String text) {
      runs++;
      return context.get("user").orElse("") + ":" + text;
    }

    @RpcMethod
    Map<String, Object> many(
        int number, Optional<String> maybe, List<Vm> vms, @Arg("class") Vm vm) {
      return Map.of(
          "number", number, "maybe", maybe, "sum", vms.stream().mapToInt(Vm::cpus).sum(), "vm", vm);
    }

    @RpcMethod("short")
    void nothing() {
      runs++;
    }

    @RpcMethod
    Object any(Object value) {
      return value;
    }

    @RpcMethod
    String failing(String how) throws Throwable {
      switch (how) {
        case "checked" -> throw new IOException("disk gone");
        case "unchecked" -> throw new IllegalStateException("wrong state");
        case "stack" -> failing(how);
        case "memory" -> throw new OutOfMemoryError("made up");
        case "assertion" -> throw new AssertionError("never");
        case "linkage" -> throw new NoClassDefFoundError("x/Y");
        case "death" -> throw new ThreadDeath();
        case "silent" -> throw new Silent();
        case "null" -> throw new NullPointerException();
        case "large" -> throw new IllegalStateException("x".repeat(20_000_000));
        case "passed on" ->
            throw new RemoteErrorException(
                new RemoteFailure("Oops", "a.b", "m", List.of("t"), List.of(1), Map.of("k", 2)));
        case "interrupted" -> {
          Thread.currentThread().interrupt();
          throw new InterruptedException("stopped");
        }
        default -> throw new IllegalArgumentException(how);
      }
      return "";
    }

    @RpcMethod
    Object result(String how) {
      List<Object> cycle = new ArrayList<>();
      cycle.add(cycle);
      return switch (how) {
        case "bean" -> new Object();
        case "cycle" -> cycle;
        case "large" -> "x".repeat(17 << 20);
        case "deep" -> nested(100);
        case "getter" ->
            new Object() {
              public String getName() {
                throw new IllegalStateException("no name");
              }
            };
        case "error" ->
            new Object() {
              public String getName() {
                throw new NoClassDefFoundError("x/Y");
              }
            };
        default -> Optional.of(how);
      };
    }

    @RpcMethod
    CompletionStage<String> stage(String how) {
      return switch (how) {
        case "null" -> null;
        case "failed" -> CompletableFuture.failedFuture(new IOException("later"));
        case "wrapped" ->
            CompletableFuture.failedFuture(new CompletionException(new IOException("later")));
        case "cancelled" -> {
          CompletableFuture<String> cancelled = new CompletableFuture<>();
          cancelled.cancel(true);
          yield cancelled;
        }
        case "throws" -> throw new IllegalStateException("before");
        default -> CompletableFuture.completedFuture(how);
      };
    }

    private static Object nested(int depth) {
      Object value = 1;
      for (int i = 0; i < depth; i++) {
        value = List.of(value);
      }
      return value;
    }

    String hidden() {
      runs++;
      return "reached";
    }

    @Override
    public String toString() {
      runs++;
      return "reached";
    }
  }

  @Endpoint(
      version = "2.3.1",
      namespace = "admin",
      legacyNamespaces = {"old", ""})
  static final class Admin {
    @RpcMethod
    String who() {
      return "admin";
    }
  }

  @Endpoint(version = "1.9")
  static final class Newer {
    @RpcMethod
    String who() {
      return "newer";
    }

    @RpcMethod
    String echo(String text) {
      return "second";
    }
  }

  final Service service = new Service();
  final JsonCodec codec = JsonCodec.of(FjordConfig.defaults());
  final ManualTimers timers = new ManualTimers();
  final ReplyWriter replies =
      new ReplyWriter(
          codec,
          codec,
          new FailureMapper(FjordConfig.defaults().get(CoreOptions.RPC_ERROR_TRACES)));

  Object result(String json) {
    return result(ScriptedMessage.call(json));
  }

  Object result(ScriptedMessage message) {
    run(dispatcher().resolve(message));
    assertThat(message.replies).hasSize(1);
    assertThat(message.replies.get(0)).isInstanceOf(Reply.Result.class);
    return codec.readPlain(((Reply.Result) message.replies.get(0)).json());
  }

  /** What the caller is told, after it went through a message. */
  RemoteFailure failure(String json) {
    ScriptedMessage message = ScriptedMessage.call(json);
    run(dispatcher().resolve(message));
    assertThat(message.settled).containsExactly("acknowledged");
    assertThat(message.replies).hasSize(1);
    assertThat(message.replies.get(0)).isInstanceOf(Reply.Failed.class);
    FailureCodec failures = new FailureCodec(codec);
    return failures.read(failures.write(((Reply.Failed) message.replies.get(0)).failure()));
  }

  /** As an executor does. */
  static void run(Invocation invocation) {
    invocation.accept().toCompletableFuture().join();
    Outcome outcome = invocation.invoke().toCompletableFuture().join();
    assertThat(invocation.finish(outcome)).isTrue();
    invocation.finished().toCompletableFuture().join();
  }

  /** Of a service and two endpoints that it does not know. */
  RpcDispatcher dispatcher() {
    return dispatcher(replies, service, new Admin(), new Newer());
  }

  RpcDispatcher dispatcher(ReplyWriter writer, Object... endpoints) {
    return serving(
        writer,
        Arrays.stream(endpoints)
            .map(endpoint -> ServedEndpoint.of(endpoint, codec, codec, MethodHandles.lookup()))
            .toList());
  }

  RpcDispatcher serving(ReplyWriter writer, List<ServedEndpoint> served) {
    return new RpcDispatcher(served, codec, writer, timers, EventLoop.on(Runnable::run));
  }
}
