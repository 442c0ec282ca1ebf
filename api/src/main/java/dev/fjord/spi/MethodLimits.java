package dev.fjord.spi;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of a server's methods, by method. Immutable after construction, so thread-safe. */
final class MethodLimits {
  private final IdentityHashMap<EndpointMethod, MethodLimit> limits = new IdentityHashMap<>();

  private MethodLimits() {}

  /** Null if no method has a limit: then there is nothing to look up for each message. */
  static @Nullable MethodLimits of(
      List<EndpointMethod> methods, Map<String, Integer> overriding, Timers timers) {
    MethodLimits all = new MethodLimits();
    for (EndpointMethod method : methods) {
      int most = overriding.getOrDefault(method.name(), method.limit());
      if (most != EndpointMethod.UNLIMITED) {
        all.limits.put(method, new MethodLimit(most, timers));
      }
    }
    return all.limits.isEmpty() ? null : all;
  }

  @Nullable MethodLimit of(EndpointMethod method) {
    return limits.get(method);
  }
}
