package dev.fjord.rpc;

import dev.fjord.Escaped;
import dev.fjord.spi.EndpointMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A {@link ServerPlan} for people. Confined to one thread. */
final class ServerPlanText {
  private static final List<String> HEADER =
      List.of("method", "exposed by", "style", "at a time", "runs on");

  private final ServerPlan plan;
  private final List<String> lines = new ArrayList<>();

  ServerPlanText(ServerPlan plan) {
    this.plan = plan;
  }

  List<String> lines() {
    lines.add(
        "server "
            + plan.target().server().map(Escaped::text).orElse("(no name)")
            + " of topic "
            + Escaped.text(plan.target().requireTopic())
            + " at "
            + plan.url());
    lines.add(
        "executor "
            + plan.executor()
            + ", at most "
            + plan.maxInFlight()
            + " requests at a time"
            + (plan.refused().isEmpty() ? "" : "; it REFUSES TO START"));
    lines.add(
        plan.limits().entrySet().stream()
            .map(limit -> limit.getKey() + " " + limit.getValue())
            .collect(Collectors.joining(", ")));
    plan.endpoints().forEach(this::addEndpoint);
    lines.add("");
    if (plan.declared().isEmpty()) {
      lines.add("The driver declares nothing at the broker.");
    } else {
      lines.add("The driver makes sure of, in this order:");
      plan.declared().forEach(object -> lines.add("  " + object));
    }
    return lines;
  }

  private void addEndpoint(EndpointPlan endpoint) {
    lines.add("");
    lines.add(
        "endpoint "
            + endpoint.description().type().getSimpleName()
            + ", "
            + endpoint.description().namespaces().stream()
                .map(name -> name.isEmpty() ? "no namespace" : "namespace " + Escaped.text(name))
                .collect(Collectors.joining(" and "))
            + ", version "
            + endpoint.description().version());
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    endpoint.methods().forEach(method -> rows.add(row(method)));
    rows.forEach(row -> lines.add(line(row, rows)));
    if (!endpoint.hidden().isEmpty()) {
      lines.add("  callers cannot reach " + String.join(", ", endpoint.hidden()));
    }
  }

  private static List<String> row(MethodPlan plan) {
    MethodDescription method = plan.description();
    return List.of(
        shortened(method.toString()),
        plan.exposedBy(),
        method.method().style().name().toLowerCase(Locale.ROOT),
        plan.limit() == EndpointMethod.UNLIMITED ? "any" : Integer.toString(plan.limit()),
        plan.thread().text());
  }

  private static String line(List<String> row, List<List<String>> all) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int at = column;
      int width = all.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
      line.append("  ")
          .append(row.get(column))
          .append(" ".repeat(width - row.get(column).length()));
    }
    return line.toString().stripTrailing();
  }

  /** Types without their packages. */
  private static String shortened(String signature) {
    return signature.replaceAll("\\b(?:[a-z_][a-zA-Z0-9_]*\\.)+(?=[A-Z])", "");
  }
}
