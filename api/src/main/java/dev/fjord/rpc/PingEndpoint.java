package dev.fjord.rpc;

import dev.fjord.NonBlocking;
import dev.fjord.codec.JsonCodec;
import java.lang.invoke.MethodHandles;

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
    return ServedEndpoint.of(new PingEndpoint(), codec, codec, MethodHandles.lookup())
        .takingAnyArguments();
  }
}
