package dev.fjord.benchmarks.peer;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Vert.x's event bus in one JVM, from one event loop to another: as {@code JsonObject}s, which are
 * copied, or as {@code String}s, which are passed by reference.
 */
public final class VertxEventBus implements Subject {
  private static final String ADDRESS = "bench";

  private final Vertx vertx = Vertx.vertx();
  private final Context caller;
  private final boolean isJson;

  /** Opens both ends. Parameters: {@code body} (json or string). */
  public VertxEventBus(Parameters parameters) throws InterruptedException {
    isJson = parameters.text("body").equals("json");
    Context server = ((VertxInternal) vertx).createEventLoopContext();
    caller = ((VertxInternal) vertx).createEventLoopContext();
    CountDownLatch ready = new CountDownLatch(1);
    server.runOnContext(
        nothing -> {
          serve();
          ready.countDown();
        });
    if (!ready.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the consumer was not registered");
    }
  }

  @Override
  public void start(Payload payload, Completion completion) {
    if (caller.equals(Vertx.currentContext())) {
      request(payload, completion);
    } else {
      caller.runOnContext(nothing -> request(payload, completion));
    }
  }

  @Override
  public void close() {
    var unused = vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void serve() {
    if (isJson) {
      var unused =
          vertx
              .eventBus()
              .<JsonObject>consumer(
                  ADDRESS,
                  message ->
                      message.reply(
                          new JsonObject().put("result", message.body().getString("text"))));
    } else {
      var unused =
          vertx.eventBus().<String>consumer(ADDRESS, message -> message.reply(message.body()));
    }
  }

  private void request(Payload payload, Completion completion) {
    if (isJson) {
      var unused =
          vertx
              .eventBus()
              .<JsonObject>request(ADDRESS, new JsonObject().put("text", payload.text()))
              .onSuccess(reply -> completion.reply(payload, reply.body().getString("result")))
              .onFailure(completion::fail);
    } else {
      var unused =
          vertx
              .eventBus()
              .<String>request(ADDRESS, payload.text())
              .onSuccess(reply -> completion.reply(payload, reply.body()))
              .onFailure(completion::fail);
    }
  }
}
