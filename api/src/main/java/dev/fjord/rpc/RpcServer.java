package dev.fjord.rpc;

import dev.fjord.CoreOptions;
import dev.fjord.EndpointException;
import dev.fjord.InvalidTargetException;
import dev.fjord.Target;
import dev.fjord.endpoint.ServerLife;
import dev.fjord.endpoint.ServerSetup;
import dev.fjord.porting.PortingReport;
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
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the methods of its endpoints to the callers of a topic.
 *
 * <p>Thread-safe. Started by its builder; stopped, awaited and started again as often as is needed;
 * closed once. A request is acknowledged when a slot takes it and before its method runs, so it
 * runs at most once in each process.
 *
 * @since 0.1.0
 */
public final class RpcServer implements AutoCloseable {
  /** How long {@link #close} waits for messages that are worked on. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final ServerLife life;
  private final Transport transport;
  private final List<EndpointMethod> methods;
  private final ServedInterface served;
  private final LongSupplier expired;

  private RpcServer(
      ServerLife life,
      Transport transport,
      List<EndpointMethod> methods,
      ServedInterface served,
      LongSupplier expired) {
    this.life = life;
    this.transport = transport;
    this.methods = methods;
    this.served = served;
    this.expired = expired;
  }

  /**
   * Starts to describe a server.
   *
   * @param target topic and server name; both are needed
   */
  public static Builder builder(Transport transport, Target target) {
    return new Builder(transport, target);
  }

  /** How it is now, as data. Does not block and asks nobody. */
  public ServerHealth health() {
    return life.health(transport);
  }

  /** The methods that callers can reach, in order of registration. */
  public List<EndpointMethod> methods() {
    return methods;
  }

  /** The interfaces of its endpoints: namespaces, versions, methods and their arguments. */
  public ServedInterface served() {
    return served;
  }

  /**
   * How each method has used this server's threads since its last start, and what to do about it:
   * which are ready to be ported, which block the loop. May be read at any time, also after the
   * stop; its text is a table.
   */
  public PortingReport portingReport() {
    return life.portingReport();
  }

  /**
   * How many requests were taken and not started, because their callers' time was over by then.
   * Many of them tell that the server has too few slots or workers for its load; what expires at
   * the broker is not among them.
   */
  public long expired() {
    return expired.getAsLong();
  }

  /** The name of the executor that decides its threads. */
  public String executor() {
    return life.executorName();
  }

  /** Takes no more requests. Does not block; an endpoint may call it. Harmless when repeated. */
  public void stop() {
    life.stop();
  }

  /**
   * After {@link #stop}, waits until every request that was taken is finished. Blocks; not for
   * loops or endpoints.
   *
   * @return whether that came true in time
   * @throws IllegalStateException if it was not stopped
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return life.await(timeout);
  }

  /**
   * Stops, waits until every request that was taken is finished, and serves again with the same
   * endpoints, on a new executor. Blocks; not for loops or endpoints. It is for what a service does
   * when it is told to take up a change; who needs other endpoints or another target builds another
   * server.
   *
   * @param timeout how long the requests that were taken may last
   * @throws dev.fjord.FjordException if they lasted longer, or it cannot begin to listen again: it
   *     is stopped then, and may be restarted once more or closed
   * @throws IllegalStateException if it was closed
   */
  public void restart(Duration timeout) throws InterruptedException {
    life.restart(timeout);
  }

  /** Stops, waits up to 30 s for what is worked on, and lets go of the broker's side. Blocks. */
  @Override
  public void close() {
    life.close(CLOSE_TIMEOUT);
  }

  /** Describes a server. Confined to one thread. */
  public static final class Builder {
    private final ServerSetup setup;
    private final Target target;
    private final List<Registration> endpoints = new ArrayList<>();
    private final List<Class<?>> promises = new ArrayList<>();
    private AccessPolicy access = AccessPolicy.explicit();
    private @Nullable Serializer serializer;

    private Builder(Transport transport, Target target) {
      this.setup = new ServerSetup(transport);
      this.target = target;
    }

    /** Adds an endpoint; of several that could serve a request, the first added does. */
    public Builder endpoint(Object endpoint) {
      return endpoint(endpoint, MethodHandles.lookup());
    }

    /** Adds an endpoint of a package that is not open to this module. */
    public Builder endpoint(Object endpoint, MethodHandles.Lookup lookup) {
      endpoints.add(new Registration(endpoint, lookup, null));
      return this;
    }

    /**
     * Adds an endpoint under the namespace, legacy namespaces and version of a target, instead of
     * what its class says with {@link Endpoint}; the target's other parts mean nothing here.
     */
    public Builder endpoint(Object endpoint, Target served) {
      endpoints.add(
          new Registration(endpoint, MethodHandles.lookup(), InterfaceIdentity.of(served)));
      return this;
    }

    /** Decides what can be reached besides what is marked. Default: nothing. */
    public Builder access(AccessPolicy policy) {
      access = policy;
      return this;
    }

    /**
     * Has the start fail, with a list of everything that is missing, unless the endpoints serve the
     * whole of an interface that clients make proxies of.
     */
    public Builder serves(Class<?> clientInterface) {
      promises.add(clientInterface);
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

    /** Bounds the requests that are worked on at a time; default 1,024 or the pool's size. */
    public Builder maxInFlight(int most) {
      setup.maxInFlight(most);
      return this;
    }

    /**
     * Runs asynchronous methods on a loop of the application's, which must run its tasks one after
     * another and stays the application's to shut down. Default: a loop of the server's own.
     */
    public Builder loop(Executor loop) {
      setup.loop(loop);
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

    /** Turns arguments, results and contexts into what travels and back; default the codec. */
    public Builder serializer(Serializer newSerializer) {
      serializer = newSerializer;
      return this;
    }

    /** What the server will serve: to be looked at, or checked in a test, without a start. */
    public ServedInterface served() {
      return new ServedInterface(
          endpoints.stream()
              .map(
                  registration ->
                      InterfaceDescription.ofEndpoint(
                          registration.endpoint().getClass(), registration.served(), access))
              .toList());
    }

    /**
     * What a start would lead to: threads, limits, what the broker is asked to make. Starts nothing
     * and reaches for no broker; print it, or check it in a test.
     *
     * @throws dev.fjord.ProviderException if the executor is not on the class path
     * @throws InvalidTargetException if the target has no topic
     */
    public ServerPlan explain() {
      return ServerPlan.of(setup, target, served());
    }

    /**
     * Starts the server; returns when requests can arrive. Blocks.
     *
     * @throws EndpointException if an endpoint cannot be served
     * @throws IncompatibleInterfaceException if an interface given to {@link #serves} is not served
     * @throws dev.fjord.ExecutorRefusedException if the executor cannot run some of the methods
     * @throws dev.fjord.FjordException if it cannot begin to listen within {@code send_timeout}
     */
    public RpcServer start() {
      if (endpoints.isEmpty()) {
        throw new EndpointException("A server needs an endpoint: add one with endpoint(object)");
      }
      if (target.topic().isEmpty() || target.server().isEmpty()) {
        throw new InvalidTargetException(
            target, "a server needs a topic and a name: Target.topic(topic).server(name)");
      }
      ServedInterface served = served();
      served.require(promises);
      ReplyWriter replies = replies();
      Optional<Introspection> introspection = introspection(served);
      RpcDispatcher dispatcher = dispatcher(replies, introspection);
      String name = target.requireTopic() + "." + target.server().orElseThrow();
      ServerLife life =
          new ServerLife(
              name,
              () ->
                  setup.start(name, dispatcher, most -> new ListenRequest.Requests(target, most)));
      introspection.ifPresent(one -> one.runsOn(life::executorName));
      return new RpcServer(life, setup.transport(), dispatcher.methods(), served, replies::expired);
    }

    private Serializer values() {
      return serializer != null ? serializer : setup.transport().codec();
    }

    private ReplyWriter replies() {
      Transport transport = setup.transport();
      boolean traces = transport.config().get(CoreOptions.RPC_ERROR_TRACES);
      return new ReplyWriter(transport.codec(), values(), new FailureMapper(traces));
    }

    private Optional<Introspection> introspection(ServedInterface served) {
      Transport transport = setup.transport();
      if (!transport.config().get(CoreOptions.RPC_INTROSPECTION_ENABLED)) {
        return Optional.empty();
      }
      for (InterfaceDescription endpoint : served.endpoints()) {
        if (endpoint.namespaces().contains(Introspection.NAMESPACE)) {
          throw new EndpointException(
              endpoint.type().getName()
                  + " serves the namespace "
                  + Introspection.NAMESPACE
                  + ", which is the library's own where rpc_introspection_enabled = true: take"
                  + " another");
        }
      }
      Introspection introspection = new Introspection(target, served, transport.timers());
      setup.observer(introspection.statistics());
      return Optional.of(introspection);
    }

    private RpcDispatcher dispatcher(ReplyWriter replies, Optional<Introspection> introspection) {
      Transport transport = setup.transport();
      List<ServedEndpoint> all = new ArrayList<>();
      for (Registration registration : endpoints) {
        all.add(ServedEndpoint.of(registration, transport.codec(), values(), access));
      }
      if (transport.config().get(CoreOptions.RPC_PING_ENABLED)) {
        all.add(PingEndpoint.served(transport.codec()));
      }
      introspection.ifPresent(one -> all.add(one.served(transport.codec())));
      return new RpcDispatcher(
          all, transport.codec(), replies, transport.timers(), transport.callbacks());
    }
  }
}
