package dev.fjord.rpc;

import dev.fjord.CoreOptions;
import dev.fjord.Escaped;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.VersionCapException;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Serializer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods of the servers of a topic.
 *
 * <p>Immutable and thread-safe; one client serves any number of threads, and copies with changes
 * are cheap: {@code client.target(to -> to.server("host-1")).timeout(ofSeconds(5)).request("m")} is
 * what oslo.messaging's {@code prepare} is for. A copy keeps everything else, and so does a proxy.
 *
 * @since 0.1.0
 */
public final class RpcClient {
  private final Transport transport;
  private final ClientSettings settings;

  private RpcClient(Transport transport, ClientSettings settings) {
    this.transport = transport;
    this.settings = settings;
  }

  /** A client for a target, with the configured {@code rpc_response_timeout}. */
  public static RpcClient of(Transport transport, Target target) {
    target.requireTopic();
    return new RpcClient(
        transport,
        new ClientSettings(
            target,
            MessageContext.empty(),
            CallOptions.within(transport.config().get(CoreOptions.RPC_RESPONSE_TIMEOUT)),
            transport.codec(),
            null,
            false));
  }

  /** A copy for another target. */
  public RpcClient target(Target newTarget) {
    newTarget.requireTopic();
    return with(settings.target(newTarget));
  }

  /** A copy for a target that differs in exchange, topic, server, fanout, namespace or version. */
  public RpcClient target(UnaryOperator<Target> change) {
    return target(change.apply(settings.target()));
  }

  /**
   * A copy that sends a context with each request. Default: that of the request which is worked on
   * where the call is made, if there is one.
   */
  public RpcClient context(MessageContext newContext) {
    return with(settings.context(newContext));
  }

  /**
   * A copy whose calls and casts may take that long; default {@code rpc_response_timeout}. A call
   * made while a request is served has less if the request has: nobody waits for its result after
   * that.
   */
  public RpcClient timeout(Duration newTimeout) {
    if (newTimeout.isNegative()) {
      throw new IllegalArgumentException("A timeout must not be negative, is " + newTimeout);
    }
    return with(settings.options(settings.options().timeout(newTimeout)));
  }

  /**
   * A copy whose calls have their whole timeout also where they are made while a request is served
   * whose own time runs out before: for what is to be done even if the caller has gone.
   */
  public RpcClient detached() {
    return with(settings.detach());
  }

  /**
   * A copy that says what becomes of calls and casts which nobody serves. Default: as the driver is
   * configured, which is to fail.
   */
  public RpcClient undeliverable(Undeliverable undeliverable) {
    return with(settings.options(settings.options().undeliverable(undeliverable)));
  }

  /**
   * A copy whose calls and casts fail with {@link dev.fjord.BrokerUnreachableException} when the
   * broker could not be reached after so many further attempts, each at every host. Default: as
   * many as the timeout allows.
   *
   * @param most 0 for one attempt alone
   */
  public RpcClient retries(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("Retries are 0 or more, are " + most);
    }
    return with(settings.options(settings.options().retries(most)));
  }

  /**
   * A copy whose calls fail early when the server falls silent for that long; the server sends a
   * sign of life twice as often. Default: off.
   */
  public RpcClient monitor(Duration silence) {
    if (silence.isNegative() || silence.isZero()) {
      throw new IllegalArgumentException("A silence must be positive, is " + silence);
    }
    return with(settings.options(settings.options().monitoredEvery(silence)));
  }

  /** A copy that turns arguments, results and contexts into what travels and back another way. */
  public RpcClient serializer(Serializer newSerializer) {
    return with(settings.serializer(newSerializer));
  }

  /**
   * A copy that asks for no newer version than that: a request whose version is of another major
   * version, or above, or missing, fails with {@link VersionCapException} and is not sent. It is
   * for the time of an upgrade, when servers of the older version still share the topic. Default:
   * none.
   *
   * @param newest {@code major.minor} or {@code major.minor.revision}
   */
  public RpcClient versionCap(String newest) {
    if (!Versions.isVersion(newest)) {
      throw new IllegalArgumentException(
          "A version cap is major.minor, as in 1.4, is " + Escaped.text(newest));
    }
    return with(settings.versionCap(newest));
  }

  /** A copy that may ask for every version again. */
  public RpcClient withoutVersionCap() {
    return with(settings.versionCap(null));
  }

  /** The newest version that may be asked for, if there is a cap. */
  public Optional<String> versionCap() {
    return Optional.ofNullable(settings.versionCap());
  }

  /** Whether the version cap lets requests of a version pass. */
  public boolean canSendVersion(String version) {
    return isUnderCap(version);
  }

  /** Whether the version cap lets requests of the target's own version pass. */
  public boolean canSendVersion() {
    return isUnderCap(settings.target().version().orElse(null));
  }

  /**
   * An interface whose methods are calls: one that returns a {@link
   * java.util.concurrent.CompletionStage} does not wait, any other blocks until it has its result.
   * Names come from {@link RpcMethod} and {@link Arg}, or from the method and its parameters; a
   * parameter of type {@link MessageContext} is sent as the context. Namespace and version of the
   * interface's {@link Endpoint} hold where the target names none; {@link Since} gives a method a
   * version of its own, {@link CallTimeout} a timeout, and {@link Cast} has it sent one way.
   *
   * @throws dev.fjord.EndpointException if the interface cannot be called
   */
  public <T> T proxy(Class<T> type) {
    return ClientProxy.of(this, type);
  }

  /** Begins a request for a method. */
  public RpcRequest request(String method) {
    return new RpcRequest(this, method);
  }

  /** Where requests go. */
  public Target target() {
    return settings.target();
  }

  Transport transport() {
    return transport;
  }

  ClientSettings settings() {
    return settings;
  }

  /** Refuses a request that the version cap does not let pass. */
  void requireUnderCap(String method) {
    String cap = settings.versionCap();
    if (cap != null && !canSendVersion()) {
      throw new VersionCapException(settings.target(), cap, method);
    }
  }

  private boolean isUnderCap(@Nullable String version) {
    String cap = settings.versionCap();
    return cap == null || (version != null && Versions.isCompatible(cap, version));
  }

  private RpcClient with(ClientSettings changed) {
    return new RpcClient(transport, changed);
  }
}
