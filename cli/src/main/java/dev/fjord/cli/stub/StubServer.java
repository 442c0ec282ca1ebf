package dev.fjord.cli.stub;

import dev.fjord.CallInterruptedException;
import dev.fjord.CoreOptions;
import dev.fjord.FjordException;
import dev.fjord.Target;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Serves methods that no class declares, from {@link Answers}. Thread-safe; starting and closing
 * block.
 */
public final class StubServer implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final Listener listener;
  private final MessageExecutor executor;

  private StubServer(Listener listener, MessageExecutor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  /**
   * Starts to serve; returns when requests can arrive.
   *
   * @param target topic and server, both set
   * @param journal is told of each request, on the thread that answers it
   */
  public static StubServer start(
      Transport transport,
      Target target,
      StubInterface served,
      Answers answers,
      Consumer<StubRequest> journal) {
    ExecutorProvider provider =
        ProviderLookup.executors().find(transport.config().get(CoreOptions.EXECUTOR));
    ExecutorSettings settings =
        ExecutorSettings.of(
            "stub-" + target.requireTopic(), transport.config(), transport.timers());
    Listener listener =
        transport
            .driver()
            .listen(new ListenRequest.Requests(target, provider.maxInFlight(settings)));
    StubDispatcher dispatcher = new StubDispatcher(answers, served, transport.codec(), journal);
    StubServer server = new StubServer(listener, provider.create(listener, dispatcher, settings));
    server.start(transport.config().get(CoreOptions.SEND_TIMEOUT));
    return server;
  }

  /** Takes no more requests. Does not block. */
  public void stop() {
    executor.stop();
  }

  /** Stops, waits for what is worked on, and lets go of the broker's side. Blocks. */
  @Override
  public void close() {
    executor.stop();
    try {
      boolean ignored = executor.await(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listener.close();
    }
  }

  private void start(Duration timeout) {
    try {
      executor.start().toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      abandon();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("Starting the stub server", e);
    } catch (TimeoutException e) {
      abandon();
      throw new FjordException(
          "The stub server could not begin to listen within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      abandon();
      throw e.getCause() instanceof FjordException known
          ? known
          : new FjordException("The stub server could not begin to listen", e.getCause());
    }
  }

  private void abandon() {
    executor.stop();
    listener.close();
  }
}
