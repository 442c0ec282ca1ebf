package dev.fjord.rpc;

import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.InvalidArgumentsException;
import dev.fjord.UnknownMethodException;
import dev.fjord.UnsupportedVersionException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the method of a request: endpoints in order, the first that serves the namespace and the
 * version and has the method. Thread-safe.
 */
final class RpcDispatcher implements Dispatcher {
  private static final String DEFAULT_VERSION = "1.0";

  private final List<ServedEndpoint> endpoints;
  private final JsonCodec codec;
  private final ReplyWriter replies;
  private final Timers timers;
  private final EventLoop callbacks;

  RpcDispatcher(
      List<ServedEndpoint> endpoints,
      JsonCodec codec,
      ReplyWriter replies,
      Timers timers,
      EventLoop callbacks) {
    this.endpoints = List.copyOf(endpoints);
    this.codec = codec;
    this.replies = replies;
    this.timers = timers;
    this.callbacks = callbacks;
  }

  @Override
  public List<EndpointMethod> methods() {
    List<EndpointMethod> all = new ArrayList<>();
    for (ServedEndpoint endpoint : endpoints) {
      endpoint.methods().values().forEach(method -> all.add(method.description()));
    }
    return List.copyOf(all);
  }

  @Override
  public Invocation resolve(IncomingMessage message) {
    Payload payload = message.payload();
    try {
      Optional<String> method = payload.field("method").flatMap(codec::readString);
      if (method.isEmpty()) {
        throw new InvalidArgumentsException("A request must name its method, as a string");
      }
      String namespace = text(payload, "namespace", "");
      String version = text(payload, "version", DEFAULT_VERSION);
      ServedMethod served = find(method.get(), namespace, version);
      return new RpcInvocation(served, message, replies, timers, callbacks);
    } catch (FjordException e) {
      return new RefusedInvocation(message, e, replies);
    }
  }

  private ServedMethod find(String method, String namespace, String version) {
    boolean compatible = false;
    for (ServedEndpoint endpoint : endpoints) {
      if (endpoint.serves(namespace, version)) {
        compatible = true;
        ServedMethod served = endpoint.methods().get(method);
        if (served != null) {
          return served;
        }
      }
    }
    if (compatible) {
      throw new UnknownMethodException(method);
    }
    throw new UnsupportedVersionException(
        "Endpoint does not support RPC version "
            + Escaped.text(version)
            + ". Attempted method: "
            + Escaped.text(method));
  }

  /** A version that is null or no string is one that nobody supports, as for a Python server. */
  private String text(Payload payload, String name, String absent) {
    Optional<JsonText> field = payload.field(name);
    if (field.isEmpty() || (field.get().isNull() && absent.isEmpty())) {
      return absent;
    }
    return codec.readString(field.get()).orElseGet(() -> field.get().asString() + " (no string)");
  }
}
