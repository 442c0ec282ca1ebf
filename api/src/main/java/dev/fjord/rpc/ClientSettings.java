package dev.fjord.rpc;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * What requests of a client are sent with.
 *
 * @param target where they go
 * @param context what travels beside them
 * @param options how calls are made
 * @param serializer turns arguments, results and contexts into what travels and back
 * @param versionCap the newest version that may be asked for; null for any
 * @param detached whether calls outlive the request during which they are made
 */
record ClientSettings(
    Target target,
    MessageContext context,
    CallOptions options,
    Serializer serializer,
    @Nullable String versionCap,
    boolean detached) {

  ClientSettings target(Target other) {
    return new ClientSettings(other, context, options, serializer, versionCap, detached);
  }

  ClientSettings context(MessageContext other) {
    return new ClientSettings(target, other, options, serializer, versionCap, detached);
  }

  ClientSettings options(CallOptions other) {
    return new ClientSettings(target, context, other, serializer, versionCap, detached);
  }

  ClientSettings serializer(Serializer other) {
    return new ClientSettings(target, context, options, other, versionCap, detached);
  }

  ClientSettings versionCap(@Nullable String other) {
    return new ClientSettings(target, context, options, serializer, other, detached);
  }

  ClientSettings detach() {
    return new ClientSettings(target, context, options, serializer, versionCap, true);
  }
}
