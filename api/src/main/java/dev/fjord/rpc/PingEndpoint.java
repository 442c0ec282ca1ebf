package dev.fjord.rpc;

import dev.fjord.NonBlocking;
import dev.fjord.codec.JsonCodec;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells whether a server is alive, as oslo.messaging's does where it is enabled: whatever the
 * arguments, under no namespace and version 1.0.
 */
final class PingEndpoint {
  @RpcMethod("oslo_rpc_server_ping")
  @NonBlocking
  String ping() {
    return "pong";
  }

  /** The endpoint as a server holds it. */
  static ServedEndpoint served(JsonCodec codec) {
    ServedEndpoint strict =
        ServedEndpoint.of(new PingEndpoint(), codec, codec, MethodHandles.lookup());
    Map<String, ServedMethod> methods = new LinkedHashMap<>();
    strict.methods().forEach((name, method) -> methods.put(name, method.takingAnyArguments()));
    return new ServedEndpoint(strict.namespaces(), strict.version(), methods);
  }
}
