package dev.fjord.cli.explain;

import dev.fjord.Target;
import dev.fjord.rpc.EndpointPlan;
import dev.fjord.rpc.InterfaceDescription;
import dev.fjord.rpc.MethodDescription;
import dev.fjord.rpc.MethodPlan;
import dev.fjord.rpc.Mismatch;
import dev.fjord.rpc.ServedInterface;
import dev.fjord.rpc.ServerPlan;
import dev.fjord.spi.BrokerObject;
import dev.fjord.transport.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is told of a server and its clients, as lines and as data. Confined to one thread. */
public final class Explanation {
  private final Transport transport;
  private final ServedInterface served;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final List<Map<String, Object>> clients = new ArrayList<>();
  private boolean hasMismatch;
  private boolean isRefused;

  /** Of endpoints, if there are any, that are served over a transport. */
  public Explanation(Transport transport, ServedInterface served) {
    this.transport = transport;
    this.served = served;
  }

  /** Adds a client. */
  public void client(Target called, Class<?> type) {
    InterfaceDescription description = InterfaceDescription.ofClient(type);
    List<BrokerObject> declared = transport.driver().declaredForCalls(called);
    lines.add("client " + type.getSimpleName() + " of " + called);
    description
        .methods()
        .forEach(method -> lines.add("  " + method + " asks for version " + method.version()));
    declared.forEach(object -> lines.add("  makes sure of " + object));
    boolean isCompared = !served.endpoints().isEmpty();
    List<Mismatch> mismatches = isCompared ? served.mismatches(type) : List.of();
    if (isCompared && mismatches.isEmpty()) {
      lines.add("  is served by the endpoints");
    }
    mismatches.forEach(mismatch -> lines.add("  MISMATCH " + mismatch));
    lines.add("");
    hasMismatch |= !mismatches.isEmpty();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("interface", type.getName());
    told.put("methods", description.methods().stream().map(Explanation::method).toList());
    told.put("declared", declared.stream().map(Explanation::object).toList());
    told.put(
        "mismatches",
        mismatches.stream()
            .map(
                one ->
                    Map.of("kind", one.kind().name(), "method", one.method(), "text", one.text()))
            .toList());
    clients.add(told);
  }

  /** Adds the server. */
  public void server(ServerPlan plan) {
    lines.addAll(plan.toString().lines().toList());
    isRefused = !plan.refused().isEmpty();
    json.put("url", plan.url());
    json.put("topic", plan.target().requireTopic());
    json.put("server", plan.target().server().orElse(""));
    json.put("executor", plan.executor());
    json.put("max_in_flight", plan.maxInFlight());
    json.put("limits", plan.limits());
    json.put("endpoints", plan.endpoints().stream().map(Explanation::endpoint).toList());
    json.put("refused", plan.refused());
    json.put("declared", plan.declared().stream().map(Explanation::object).toList());
  }

  /** Whether a client calls what is not served. */
  public boolean hasMismatch() {
    return hasMismatch;
  }

  /** Whether the executor would refuse to start. */
  public boolean isRefused() {
    return isRefused;
  }

  /** For people. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** For programs. */
  public Map<String, Object> json() {
    json.put("clients", clients);
    return json;
  }

  private static Map<String, Object> endpoint(EndpointPlan plan) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("class", plan.description().type().getName());
    told.put("namespaces", List.copyOf(plan.description().namespaces()));
    told.put("version", plan.description().version());
    told.put("methods", plan.methods().stream().map(Explanation::method).toList());
    told.put("hidden", plan.hidden());
    return told;
  }

  private static Map<String, Object> method(MethodPlan plan) {
    Map<String, Object> told = method(plan.description());
    told.put("exposed_by", plan.exposedBy());
    told.put("thread", plan.thread().kind().name().toLowerCase(Locale.ROOT));
    told.put("thread_text", plan.thread().text());
    if (plan.limit() != dev.fjord.spi.EndpointMethod.UNLIMITED) {
      told.put("limit", plan.limit());
    }
    return told;
  }

  private static Map<String, Object> method(MethodDescription method) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", method.method().name());
    told.put("signature", method.toString());
    told.put("version", method.version());
    told.put("style", method.method().style().name().toLowerCase(Locale.ROOT));
    return told;
  }

  private static Map<String, Object> object(BrokerObject object) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("kind", object.kind());
    told.put("name", object.name());
    told.put("attributes", object.attributes());
    return told;
  }
}
