package dev.fjord.rpc;

import dev.fjord.NonBlocking;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.Timers;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a server tells about itself, in a namespace of its own: who it is, what it serves, how each
 * method fares. Beside the endpoints of the application and beyond its access policy. Thread-safe.
 */
@Endpoint(namespace = Introspection.NAMESPACE, version = "1.0")
final class Introspection {
  static final String NAMESPACE = "fjord.server";

  private final String id = UUID.randomUUID().toString();
  private final Target target;
  private final ServedInterface served;
  private final Timers timers;
  private final ServerStatistics statistics;
  private final long begun;
  // Known once the server runs, which is before the first request.
  private volatile Supplier<String> executor = () -> "";

  Introspection(Target target, ServedInterface served, Timers timers) {
    this.target = target;
    this.served = served;
    this.timers = timers;
    this.statistics = new ServerStatistics(timers);
    this.begun = timers.nanoTime();
  }

  /** What wants to be told of the messages that the server works on. */
  ServerStatistics statistics() {
    return statistics;
  }

  void runsOn(Supplier<String> executorName) {
    executor = executorName;
  }

  /** The endpoint as a server holds it. */
  ServedEndpoint served(JsonCodec codec) {
    return ServedEndpoint.of(this, codec, codec, MethodHandles.lookup()).takingAnyArguments();
  }

  @RpcMethod
  @NonBlocking
  Map<String, Object> ping() {
    Map<String, Object> who = new LinkedHashMap<>();
    who.put("id", id);
    who.put("topic", target.requireTopic());
    who.put("server", target.server().orElse(""));
    return who;
  }

  @RpcMethod
  @NonBlocking
  Map<String, Object> info() {
    Map<String, Object> info = ping();
    info.put("library", "fjord " + version());
    info.put("executor", executor.get());
    info.put("up_seconds", upSeconds());
    info.put("endpoints", served.endpoints().stream().map(Introspection::endpoint).toList());
    return info;
  }

  @RpcMethod
  @NonBlocking
  Map<String, Object> stats() {
    Map<String, Object> stats = ping();
    stats.put("executor", executor.get());
    stats.put("up_seconds", upSeconds());
    stats.put(
        "methods",
        served.endpoints().stream()
            .flatMap(
                endpoint ->
                    endpoint.methods().stream()
                        .map(method -> statistics.of(endpoint, method.method())))
            .toList());
    stats.put("refused", statistics.refused());
    return stats;
  }

  private double upSeconds() {
    return seconds(Duration.ofNanos(timers.nanoTime() - begun));
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Map<String, Object> endpoint(InterfaceDescription endpoint) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("namespaces", List.copyOf(endpoint.namespaces()));
    told.put("version", endpoint.version());
    told.put("methods", endpoint.methods().stream().map(Introspection::method).toList());
    return told;
  }

  private static Map<String, Object> method(MethodDescription method) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", method.method().name());
    told.put("style", method.method().style().name().toLowerCase(Locale.ROOT));
    told.put(
        "arguments",
        method.arguments().stream()
            .map(ArgumentDescription::name)
            .collect(Collectors.toUnmodifiableList()));
    return told;
  }

  private static String version() {
    return Optional.ofNullable(Introspection.class.getPackage().getImplementationVersion())
        .or(
            () ->
                Optional.ofNullable(Introspection.class.getModule().getDescriptor())
                    .flatMap(descriptor -> descriptor.rawVersion()))
        .orElse("(version unknown)");
  }
}
