package dev.fjord.testing;

import dev.fjord.ConfigOption;
import dev.fjord.CoreOptions;
import dev.fjord.Escaped;
import dev.fjord.FjordConfig;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.driver.fake.FakeClock;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport on a broker in memory, with what a test needs around it: servers and clients in one
 * line each, the broker's faults, a clock that the test moves, and assertions on what was sent.
 * {@link FjordExtension} makes one for each test; {@link #open} makes one by hand.
 *
 * <p>The clock stands still: timeouts, delays and heartbeats pass when the test advances it, and
 * not before. {@link #close} fails if a call is unanswered or work unfinished.
 *
 * <p>Thread-safe. The methods that assert wait for other threads up to {@link Builder#patience};
 * they block.
 *
 * @since 0.1.0
 */
public final class FjordBench implements AutoCloseable {
  private final FakeBroker broker;
  private final boolean onRealTime;
  private final Journal journal;
  private final OpenWork work = new OpenWork();
  private final Duration patience;
  private final Transport transport;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  private FjordBench(Builder builder) {
    onRealTime = builder.onRealTime;
    broker = onRealTime ? FakeBroker.onRealTime() : FakeBroker.create();
    patience = builder.patience;
    journal = new Journal(JsonCodec.of(builder.config));
    transport = openAnother(builder.config);
  }

  /** A bench with the default options. */
  public static FjordBench open() {
    return builder().open();
  }

  /** Starts with the default options. */
  public static Builder builder() {
    return new Builder();
  }

  /** The transport; give it to the code that is tested. */
  public Transport transport() {
    return transport;
  }

  /** One more transport to the same broker, as another process would have; closed at the end. */
  public Transport openAnother() {
    return openAnother(transport.config());
  }

  /** The broker, with its faults: what it delays, loses, repeats, rejects or holds back. */
  public FakeBroker broker() {
    return broker;
  }

  /**
   * The clock of everything on the bench.
   *
   * @throws IllegalStateException if the bench is on real time
   */
  public FakeClock clock() {
    return broker.clock();
  }

  /** Starts a server of a topic, named {@code server-1}; closed at the end. Blocks. */
  public RpcServer serve(String topic, Object... endpoints) {
    RpcServer.Builder server = RpcServer.builder(transport, Target.topic(topic).server("server-1"));
    for (Object endpoint : endpoints) {
      server.endpoint(endpoint);
    }
    return keep(server.start());
  }

  /** Starts a listener of a topic that may requeue; closed at the end. Blocks. */
  public NotificationListener listen(String topic, Object... endpoints) {
    NotificationListener.Builder listener =
        NotificationListener.builder(transport, Target.topic(topic)).allowRequeue();
    for (Object endpoint : endpoints) {
      listener.endpoint(endpoint);
    }
    return keep(listener.start());
  }

  /** A client of a topic. */
  public RpcClient client(String topic) {
    return RpcClient.of(transport, Target.topic(topic));
  }

  /** A notifier. */
  public Notifier notifier(String publisherId) {
    return Notifier.of(transport, publisherId);
  }

  /** Has something closed at the end of the test, the newest first. */
  public <T extends AutoCloseable> T keep(T closeable) {
    synchronized (open) {
      open.push(closeable);
    }
    return closeable;
  }

  /**
   * Runs something on a thread of its own, such as a caller that blocks while the test moves the
   * clock. It must have ended when the test does.
   */
  public <T extends @Nullable Object> CompletableFuture<T> inBackground(Callable<T> caller) {
    CompletableFuture<T> result = new CompletableFuture<>();
    work.begin(() -> "a caller in the background: it has not ended", result);
    Thread ignored =
        Thread.ofVirtual()
            .name("caller-bench")
            .start(
                () -> {
                  try {
                    result.complete(caller.call());
                  } catch (Throwable e) {
                    result.completeExceptionally(e);
                  }
                });
    return result;
  }

  /** The calls and casts of a method that were sent so far, by the name that callers use. */
  public MethodCalls method(String name) {
    return journal.method(name);
  }

  /** The notifications of an event type that went to the broker so far. */
  public EmittedNotifications notification(String eventType) {
    return journal.event(eventType);
  }

  /** Waits until a call of a method has been sent and has not ended, and returns it. Blocks. */
  public SentRequest awaitCall(String method) {
    return within(journal.unanswered(method), () -> "No call of " + method + " is under way");
  }

  /**
   * Advances the clock by a time, and asserts that a call was unanswered until then and has timed
   * out now. Blocks.
   */
  public MessagingTimeoutException assertTimesOut(Duration after, CompletionStage<?> call) {
    CompletableFuture<?> future = call.toCompletableFuture();
    clock().advance(after.minusNanos(1));
    if (future.isDone()) {
      throw new AssertionError("The call ended before " + after + " had passed: " + future);
    }
    clock().advance(Duration.ofNanos(1));
    Throwable failure =
        within(
            future.handle((value, thrown) -> thrown == null ? notFailed(value) : thrown),
            () -> "The call has not ended after " + after);
    Throwable cause =
        failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof MessagingTimeoutException timeout) {
      return timeout;
    }
    throw new AssertionError("The call did not time out but ended otherwise", cause);
  }

  /**
   * Asserts that every call has ended, that everything which servers and listeners took is
   * finished, and that no cast waits for a server. Waits for what other threads are about to end.
   * Blocks.
   */
  public void assertNothingUnanswered() {
    try {
      work.await(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while work on the bench was awaited", e);
    }
    List<String> left = left();
    if (!left.isEmpty()) {
      throw unfinished(left);
    }
  }

  /**
   * Ends the test: as {@link #assertNothingUnanswered}, then closes everything that was opened.
   * Harmless when repeated. Blocks.
   */
  @Override
  public void close() {
    if (!isFirstClose()) {
      return;
    }
    try {
      assertNothingUnanswered();
    } catch (AssertionError e) {
      abandon();
      throw e;
    }
    closeAll();
  }

  /** Ends a test that has failed: what it left is added to its failure. */
  void closeAfter(Throwable failure) {
    if (!isFirstClose()) {
      return;
    }
    List<String> left = left();
    if (left.isEmpty()) {
      closeAll();
    } else {
      failure.addSuppressed(unfinished(left));
      abandon();
    }
  }

  private Transport openAnother(FjordConfig config) {
    Transport.Builder builder =
        Transport.builder()
            .config(config)
            .provider(new RecordingProvider(broker, journal, work, patience.multipliedBy(4)))
            .telemetry(work);
    return keep((onRealTime ? builder : builder.timers(broker.clock())).open());
  }

  private List<String> left() {
    List<String> left = new ArrayList<>(work.now());
    broker.waitingCasts().forEach(cast -> left.add("cast of " + cast + ": no server takes it"));
    if (broker.delayedMessages() > 0) {
      left.add(broker.delayedMessages() + " delayed messages: they have not arrived");
    }
    return left;
  }

  private static AssertionError unfinished(List<String> left) {
    return new AssertionError(
        "Unanswered or unfinished at the end of the test:\n  "
            + String.join("\n  ", left)
            + "\nLet it end before the test does: advance the clock past its timeout, let replies"
            + " go that are held back, or let the endpoint's method return.");
  }

  private <T> T within(CompletableFuture<T> future, Supplier<String> otherwise) {
    try {
      return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          otherwise.get() + ", and nothing has changed that for " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting. " + otherwise.get(), e);
    } catch (ExecutionException e) {
      throw new AssertionError(otherwise.get(), e.getCause());
    }
  }

  private static Throwable notFailed(@Nullable Object value) {
    return new AssertionError("It was answered with " + Escaped.text(String.valueOf(value)));
  }

  private boolean isFirstClose() {
    synchronized (open) {
      boolean first = !closed;
      closed = true;
      return first;
    }
  }

  /** What hangs would be waited for: it is closed where nobody waits, the calls first. */
  private void abandon() {
    transport.close();
    Thread ignored = Thread.ofVirtual().name("caller-bench-close").start(this::closeAll);
  }

  private void closeAll() {
    RuntimeException failed = null;
    for (AutoCloseable next = next(); next != null; next = next()) {
      try {
        next.close();
      } catch (Exception e) {
        if (failed == null) {
          failed = new IllegalStateException("What the bench kept could not be closed", e);
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private @Nullable AutoCloseable next() {
    synchronized (open) {
      return open.poll();
    }
  }

  /** Collects the options of a bench. Confined to one thread. */
  public static final class Builder {
    private FjordConfig config = FjordConfig.defaults().with(CoreOptions.TRANSPORT_URL, "fake://");
    private Duration patience = Duration.ofSeconds(5);
    private boolean onRealTime;

    private Builder() {}

    /**
     * Sets an option of the configuration; default is each option's own, whatever the process has.
     */
    public Builder option(ConfigOption<?> option, String value) {
      config = config.with(option, value);
      return this;
    }

    /** The executor of servers and listeners; default {@code hybrid}. */
    public Builder executor(String name) {
      return option(CoreOptions.EXECUTOR, name);
    }

    /**
     * How long, in real time, the bench waits for what other threads are about to do; a call may
     * take four times that. Default is 5 s.
     */
    public Builder patience(Duration newPatience) {
      if (newPatience.isNegative() || newPatience.isZero()) {
        throw new IllegalArgumentException("A patience must be positive, is " + newPatience);
      }
      patience = newPatience;
      return this;
    }

    /** Lets time pass as it does, so there is no clock to advance. Default: it stands still. */
    public Builder onRealTime() {
      onRealTime = true;
      return this;
    }

    /** Opens the bench. */
    public FjordBench open() {
      return new FjordBench(this);
    }
  }
}
