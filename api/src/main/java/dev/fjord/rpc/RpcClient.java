package dev.fjord.rpc;

import dev.fjord.CoreOptions;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Serializer;
import dev.fjord.transport.Transport;
import java.time.Duration;

/**
 * Calls methods of the servers of a topic.
 *
 * <p>Immutable and thread-safe; one client serves any number of threads, and copies with changes
 * are cheap.
 */
public final class RpcClient {
  private final Transport transport;
  private final Target target;
  private final MessageContext context;
  private final CallOptions options;
  private final Serializer serializer;

  private RpcClient(
      Transport transport,
      Target target,
      MessageContext context,
      CallOptions options,
      Serializer serializer) {
    this.transport = transport;
    this.target = target;
    this.context = context;
    this.options = options;
    this.serializer = serializer;
  }

  /** A client for a target, with the configured {@code rpc_response_timeout}. */
  public static RpcClient of(Transport transport, Target target) {
    target.requireTopic();
    return new RpcClient(
        transport,
        target,
        MessageContext.empty(),
        CallOptions.within(transport.config().get(CoreOptions.RPC_RESPONSE_TIMEOUT)),
        transport.codec());
  }

  /** A copy for another target. */
  public RpcClient target(Target newTarget) {
    newTarget.requireTopic();
    return new RpcClient(transport, newTarget, context, options, serializer);
  }

  /**
   * A copy that sends a context with each request. Default: that of the request which is worked on
   * where the call is made, if there is one.
   */
  public RpcClient context(MessageContext newContext) {
    return new RpcClient(transport, target, newContext, options, serializer);
  }

  /** A copy whose calls and casts may take that long; default {@code rpc_response_timeout}. */
  public RpcClient timeout(Duration newTimeout) {
    if (newTimeout.isNegative()) {
      throw new IllegalArgumentException("A timeout must not be negative, is " + newTimeout);
    }
    return new RpcClient(transport, target, context, options.timeout(newTimeout), serializer);
  }

  /**
   * A copy that says what becomes of calls and casts which nobody serves. Default: as the driver is
   * configured, which is to fail.
   */
  public RpcClient undeliverable(Undeliverable undeliverable) {
    return new RpcClient(
        transport, target, context, options.undeliverable(undeliverable), serializer);
  }

  /**
   * A copy whose calls fail early when the server falls silent for that long; the server sends a
   * sign of life twice as often. Default: off.
   */
  public RpcClient monitor(Duration silence) {
    if (silence.isNegative() || silence.isZero()) {
      throw new IllegalArgumentException("A silence must be positive, is " + silence);
    }
    return new RpcClient(transport, target, context, options.monitoredEvery(silence), serializer);
  }

  /** A copy that turns arguments and results into JSON and back another way. */
  public RpcClient serializer(Serializer newSerializer) {
    return new RpcClient(transport, target, context, options, newSerializer);
  }

  /**
   * An interface whose methods are calls: one that returns a {@link
   * java.util.concurrent.CompletionStage} does not wait, any other blocks until it has its result.
   * Names come from {@link RpcMethod} and {@link Arg}, or from the method and its parameters; a
   * parameter of type {@link MessageContext} is sent as the context. Namespace and version of the
   * interface's {@link Endpoint} hold where the target names none.
   *
   * @throws dev.fjord.EndpointException if the interface cannot be called
   */
  public <T> T proxy(Class<T> type) {
    Target described = target;
    Endpoint endpoint = type.getAnnotation(Endpoint.class);
    if (endpoint != null) {
      if (target.version().isEmpty()) {
        described = described.version(endpoint.version());
      }
      if (target.namespace().isEmpty() && !endpoint.namespace().isEmpty()) {
        described = described.namespace(endpoint.namespace());
      }
    }
    return ClientProxy.of(target(described), type);
  }

  /** Begins a request for a method. */
  public RpcRequest request(String method) {
    return new RpcRequest(this, method);
  }

  /** Where requests go. */
  public Target target() {
    return target;
  }

  Transport transport() {
    return transport;
  }

  MessageContext context() {
    return context;
  }

  CallOptions options() {
    return options;
  }

  Serializer serializer() {
    return serializer;
  }
}
