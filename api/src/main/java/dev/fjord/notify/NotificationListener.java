package dev.fjord.notify;

import dev.fjord.ConfigurationException;
import dev.fjord.EndpointException;
import dev.fjord.InvalidTargetException;
import dev.fjord.Target;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.endpoint.RunningServer;
import dev.fjord.endpoint.ServerSetup;
import dev.fjord.porting.PortingReport;
import dev.fjord.spi.BrokerObject;
import dev.fjord.spi.Capability;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Serializer;
import dev.fjord.transport.ServerHealth;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands the notifications of some topics to the methods of its endpoints.
 *
 * <p>Thread-safe. Single use: started by its builder, stopped, closed. A notification is
 * acknowledged after all its methods have returned or their stages have completed, so it is
 * delivered at least once.
 *
 * @since 0.1.0
 */
public final class NotificationListener implements AutoCloseable {
  /** How long {@link #close} waits for notifications that are worked on. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final RunningServer running;
  private final Transport transport;
  private final List<EndpointMethod> methods;
  private final @Nullable BatchCollector batches;

  private NotificationListener(
      RunningServer running,
      Transport transport,
      List<EndpointMethod> methods,
      @Nullable BatchCollector batches) {
    this.running = running;
    this.transport = transport;
    this.methods = methods;
    this.batches = batches;
  }

  /**
   * Starts to describe a listener.
   *
   * @param targets the topics to listen to, each with an exchange or the configured one
   */
  public static Builder builder(Transport transport, Target... targets) {
    return new Builder(transport, List.of(targets));
  }

  /** How it is now, as data. Does not block and asks nobody. */
  public ServerHealth health() {
    return running.health(transport);
  }

  /** The methods that take notifications, in order of registration. */
  public List<EndpointMethod> methods() {
    return methods;
  }

  /** The name of the executor that decides its threads. */
  public String executor() {
    return running.executorName();
  }

  /**
   * How each method has used this listener's threads since its start, and what to do about it:
   * which are ready to be ported, which block the loop. May be read at any time, also after the
   * stop; its text is a table.
   */
  public PortingReport portingReport() {
    return running.portingReport();
  }

  /**
   * Takes no more notifications; a batch that was gathered so far is handed over. Does not block;
   * an endpoint may call it.
   */
  public void stop() {
    if (batches != null) {
      batches.stop();
    }
    running.stop();
  }

  /**
   * After {@link #stop}, waits until every notification that was taken is finished. Blocks; not for
   * loops.
   *
   * @return whether that came true in time
   * @throws IllegalStateException if it was not stopped
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return running.await(timeout);
  }

  /** Stops, waits up to 30 s for what is worked on, and lets go of the broker's side. Blocks. */
  @Override
  public void close() {
    stop();
    running.close(CLOSE_TIMEOUT);
  }

  /** Describes a listener. Confined to one thread. */
  public static final class Builder {
    private final ServerSetup setup;
    private final List<Target> targets;
    private final List<ListeningMethod> methods = new ArrayList<>();
    private Settlement settlement = Settlement.ACKNOWLEDGE;
    private String pool = "";
    private @Nullable BatchLimits batch;
    private @Nullable Serializer serializer;

    private Builder(Transport transport, List<Target> targets) {
      this.setup = new ServerSetup(transport);
      this.targets = targets;
    }

    /** Adds an endpoint; several that want a notification get it in the order they were added. */
    public Builder endpoint(Object endpoint) {
      return add(endpoint, NotificationFilter.everything(), MethodHandles.lookup());
    }

    /** Adds an endpoint that gets only what the filter lets through. */
    public Builder endpoint(Object endpoint, NotificationFilter filter) {
      return add(endpoint, filter, MethodHandles.lookup());
    }

    /** Adds an endpoint of a package that is not open to this module. */
    public Builder endpoint(Object endpoint, MethodHandles.Lookup lookup) {
      return add(endpoint, NotificationFilter.everything(), lookup);
    }

    private Builder add(Object endpoint, NotificationFilter filter, MethodHandles.Lookup lookup) {
      var found = EndpointScanner.scan(endpoint.getClass(), OnNotification.class);
      if (found.isEmpty()) {
        throw new EndpointException(
            endpoint.getClass().getName()
                + " has no method marked @OnNotification, so nothing could be handed to it");
      }
      found.forEach(method -> methods.add(ListeningMethod.of(endpoint, method, filter, lookup)));
      return this;
    }

    /** Chooses the executor: blocking, hybrid, async or a plug-in's. Default: configuration. */
    public Builder executor(String name) {
      setup.executor(name);
      return this;
    }

    /** Uses an executor that need not be on the class path. */
    public Builder executor(ExecutorProvider provider) {
      setup.executor(provider);
      return this;
    }

    /** Bounds the notifications that are worked on at a time; default 1,024 or the pool's size. */
    public Builder maxInFlight(int most) {
      setup.maxInFlight(most);
      return this;
    }

    /** Runs asynchronous methods on a loop of the application's. Default: one of its own. */
    public Builder loop(Executor loop) {
      setup.loop(loop);
      return this;
    }

    /** Puts a notification back when a method asks for it or throws. Default: acknowledged. */
    public Builder allowRequeue() {
      settlement = Settlement.REQUEUE;
      return this;
    }

    /** Shares the notifications with other listeners of the pool. Default: no pool. */
    public Builder pool(String name) {
      pool = name;
      return this;
    }

    /**
     * Bounds how many calls of a method run at a time; the others wait, each in a slot. Default:
     * the method's {@link dev.fjord.Limit}, else as many as there are slots.
     */
    public Builder limit(String method, int most) {
      setup.limit(method, most);
      return this;
    }

    /**
     * Hands notifications over in batches, to methods that take a {@code List<Notification>}. A
     * batch is complete when it has so many, or when its first notification has waited so long;
     * each method gets those of one priority together, and what it says holds for all of them. A
     * batch is never larger than {@link #maxInFlight}, for its notifications are all unfinished.
     * Default: one by one.
     *
     * @throws IllegalArgumentException if the size is less than 1 or the delay negative
     */
    public Builder batch(int size, Duration delay) {
      batch = new BatchLimits(size, delay);
      return this;
    }

    /** Turns payloads and contexts that travelled into objects; default the standard codec. */
    public Builder serializer(Serializer newSerializer) {
      serializer = newSerializer;
      return this;
    }

    /**
     * What a start would have the broker make, in order; nothing where the driver need not. Starts
     * nothing and reaches for no broker.
     *
     * @throws ConfigurationException if the driver cannot do what was asked
     */
    public List<BrokerObject> declared() {
      validate();
      NotificationRouting routing = routing();
      int most = setup.plan("notifications", routing.methods()).maxInFlight();
      return setup
          .transport()
          .driver()
          .declaredFor(new ListenRequest.Notifications(targets, routing.priorities(), pool, most));
    }

    private NotificationRouting routing() {
      Transport transport = setup.transport();
      return new NotificationRouting(
          methods,
          new NotificationReading(
              transport.codec(), serializer != null ? serializer : transport.codec()));
    }

    /**
     * Starts the listener; returns when notifications can arrive. Blocks.
     *
     * @throws dev.fjord.ExecutorRefusedException if the executor cannot run some of the methods
     * @throws ConfigurationException if the driver cannot do what was asked
     * @throws dev.fjord.FjordException if it cannot begin to listen within {@code send_timeout}
     */
    public NotificationListener start() {
      validate();
      Transport transport = setup.transport();
      NotificationRouting routing = routing();
      String name =
          "notifications-"
              + targets.stream().map(Target::requireTopic).collect(Collectors.joining("-"));
      IntFunction<ListenRequest> listening =
          most -> new ListenRequest.Notifications(targets, routing.priorities(), pool, most);
      if (batch == null) {
        return new NotificationListener(
            setup.start(name, new NotificationDispatcher(routing, settlement), listening),
            transport,
            routing.methods(),
            null);
      }
      BatchCollector batches = new BatchCollector(batch, transport.timers(), settlement);
      return new NotificationListener(
          setup.start(
              name,
              new BatchDispatcher(routing, batches),
              most -> {
                batches.fitInto(most);
                return listening.apply(most);
              }),
          transport,
          routing.methods(),
          batches);
    }

    private void validate() {
      if (methods.isEmpty()) {
        throw new EndpointException("A listener needs an endpoint: add one with endpoint(object)");
      }
      if (targets.isEmpty()) {
        throw new InvalidTargetException(Target.empty(), "a listener needs at least one topic");
      }
      methods.forEach(this::requireFitting);
      Transport transport = setup.transport();
      Set<Capability> able = transport.driver().capabilities();
      if (settlement == Settlement.REQUEUE && !able.contains(Capability.REQUEUE)) {
        throw new ConfigurationException(
            "The driver of " + transport.url() + " cannot requeue: leave out allowRequeue()");
      }
      if (!pool.isEmpty() && !able.contains(Capability.POOLS)) {
        throw new ConfigurationException(
            "The driver of " + transport.url() + " has no pools: leave out pool(\"" + pool + "\")");
      }
    }

    private void requireFitting(ListeningMethod method) {
      String name = method.description().javaName();
      if (method.takesBatches() && batch == null) {
        throw new EndpointException(
            name + " takes a list of notifications: say batch(size, delay), or let it take one");
      }
      if (!method.takesBatches() && batch != null) {
        throw new EndpointException(
            name + " takes one notification: leave out batch(size, delay), or let it take a list");
      }
    }
  }
}
