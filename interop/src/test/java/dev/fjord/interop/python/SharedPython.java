package dev.fjord.interop.python;

import dev.fjord.interop.rabbit.SharedRabbit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * One Python peer for all tests of a class, which does what it is told: started when it is first
 * needed, stopped after the last test.
 */
final class SharedPython implements AfterAllCallback {
  private static final long LIMIT_SECONDS = 20;

  private final Supplier<PythonPeer.Builder> description;
  private @Nullable PythonPeer peer;

  /** An extension for one test class; to be held in a static field. */
  SharedPython(Supplier<PythonPeer.Builder> description) {
    this.description = description;
  }

  /** A peer at the virtual host of the same test class. */
  static SharedPython at(SharedRabbit rabbit) {
    return new SharedPython(() -> PythonPeer.client(rabbit.url()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (peer != null) {
      peer.close();
      peer = null;
    }
  }

  /** Has it do something; the future has its answer. */
  CompletableFuture<JsonNode> send(PeerCommand command) {
    return peer().send(command);
  }

  /** Has it do something and waits for its answer. */
  JsonNode answer(PeerCommand command) throws Exception {
    return send(command).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  JsonNode awaitEvent(String name, Duration timeout) {
    return peer().awaitEvent(name, timeout);
  }

  JsonNode awaitEvent(Predicate<JsonNode> wanted, String what, Duration timeout) {
    return peer().awaitEvent(wanted, what, timeout);
  }

  private PythonPeer peer() {
    if (peer == null) {
      peer = description.get().start();
    }
    return peer;
  }
}
