package dev.fjord.rpc;

import dev.fjord.ConfigOption;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.endpoint.MethodFamily;
import dev.fjord.endpoint.ServerSetup;
import dev.fjord.endpoint.ThreadsPlan;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ListenRequest;
import dev.fjord.transport.Transport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks executor and driver what a start would lead to. Confined to one thread. */
final class ServerPlanner {
  private static final List<ConfigOption<Duration>> TIMES =
      List.of(
          CoreOptions.ENDPOINT_TIMEOUT, CoreOptions.BLOCKED_LOOP_LIMIT, CoreOptions.SEND_TIMEOUT);

  private final ServerSetup setup;
  private final Target target;

  ServerPlanner(ServerSetup setup, Target target) {
    this.setup = setup;
    this.target = target;
  }

  ServerPlan plan(ServedInterface served) {
    Transport transport = setup.transport();
    List<InterfaceDescription> all = new ArrayList<>(served.endpoints());
    ServerPlan.builtIn(transport).forEach(type -> all.add(InterfaceDescription.ofEndpoint(type)));
    List<EndpointMethod> methods =
        all.stream().flatMap(one -> one.methods().stream()).map(MethodDescription::method).toList();
    ThreadsPlan threads = setup.plan(target.requireTopic(), methods);
    return new ServerPlan(
        target,
        transport.url().toString(),
        threads.executor(),
        threads.maxInFlight(),
        limits(transport.config()),
        all.stream().map(one -> plan(one, threads)).toList(),
        transport.driver().declaredFor(new ListenRequest.Requests(target, threads.maxInFlight())));
  }

  private static Map<String, String> limits(FjordConfig config) {
    Map<String, String> limits = new LinkedHashMap<>();
    for (ConfigOption<Duration> option : TIMES) {
      limits.put(option.key(), seconds(config.get(option)));
    }
    limits.put(
        CoreOptions.MAX_MESSAGE_SIZE.key(), config.get(CoreOptions.MAX_MESSAGE_SIZE) + " bytes");
    return limits;
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  private static EndpointPlan plan(InterfaceDescription endpoint, ThreadsPlan threads) {
    Set<String> marked =
        EndpointScanner.scan(endpoint.type(), RpcMethod.class).stream()
            .map(found -> found.family().name())
            .collect(Collectors.toSet());
    Set<String> reached =
        endpoint.methods().stream()
            .map(method -> method.method().javaName())
            .collect(Collectors.toSet());
    return new EndpointPlan(
        endpoint,
        endpoint.methods().stream()
            .map(
                method ->
                    new MethodPlan(
                        method,
                        marked.contains(method.method().javaName())
                            ? "@RpcMethod"
                            : "the access policy",
                        threads.threads().apply(method.method()),
                        threads.limits().applyAsInt(method.method())))
            .toList(),
        EndpointScanner.methods(endpoint.type()).stream()
            .filter(ExposedMethod::isOffered)
            .map(MethodFamily::name)
            .filter(name -> !reached.contains(name))
            .toList());
  }
}
