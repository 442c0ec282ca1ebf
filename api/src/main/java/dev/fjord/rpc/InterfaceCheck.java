package dev.fjord.rpc;

import dev.fjord.endpoint.EndpointScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what clients call with what endpoints serve. Confined to one thread. */
final class InterfaceCheck {
  private final List<InterfaceDescription> endpoints;
  private final List<Mismatch> found = new ArrayList<>();

  InterfaceCheck(List<InterfaceDescription> endpoints) {
    this.endpoints = endpoints;
  }

  List<Mismatch> of(InterfaceDescription client) {
    String namespace = client.namespaces().iterator().next();
    client.methods().forEach(method -> check(method, namespace));
    return List.copyOf(found);
  }

  /** As a dispatcher looks for it. */
  private void check(MethodDescription called, String namespace) {
    List<InterfaceDescription> named =
        endpoints.stream().filter(one -> one.namespaces().contains(namespace)).toList();
    List<InterfaceDescription> compatible =
        named.stream()
            .filter(one -> Versions.isCompatible(one.version(), called.version()))
            .toList();
    Optional<MethodDescription> served =
        compatible.stream()
            .flatMap(one -> one.methods().stream())
            .filter(one -> one.method().name().equals(called.method().name()))
            .findFirst();
    if (served.isPresent()) {
      compareArguments(called, served.get());
      compareResults(called, served.get());
    } else if (named.isEmpty()) {
      add(
          Mismatch.Kind.NAMESPACE,
          called,
          "no endpoint serves " + shown(namespace) + "; served are " + namespaces());
    } else if (compatible.isEmpty()) {
      add(
          Mismatch.Kind.VERSION,
          called,
          "asks for version "
              + called.version()
              + ", and the endpoints of "
              + shown(namespace)
              + " implement "
              + named.stream().map(InterfaceDescription::version).toList());
    } else {
      addMissing(called, compatible);
    }
  }

  private void addMissing(MethodDescription called, List<InterfaceDescription> compatible) {
    String name = called.method().name();
    for (InterfaceDescription endpoint : compatible) {
      if (EndpointScanner.methods(endpoint.type()).stream()
          .anyMatch(family -> family.method().getName().equals(name))) {
        add(
            Mismatch.Kind.NOT_EXPOSED,
            called,
            endpoint.type().getSimpleName()
                + "."
                + name
                + " is there, and callers cannot reach it: mark it @RpcMethod");
        return;
      }
    }
    add(
        Mismatch.Kind.MISSING_METHOD,
        called,
        "no endpoint of its namespace and version has a method '"
            + name
            + "'; there are "
            + compatible.stream()
                .flatMap(one -> one.methods().stream())
                .map(one -> one.method().name())
                .sorted()
                .toList());
  }

  private void compareArguments(MethodDescription called, MethodDescription served) {
    for (ArgumentDescription sent : called.arguments()) {
      Optional<ArgumentDescription> taken = named(sent.name(), served);
      if (taken.isEmpty()) {
        add(
            Mismatch.Kind.UNKNOWN_ARGUMENT,
            called,
            "sends '" + sent.name() + "', which is not taken by " + served);
      } else if (!JsonShape.of(sent.type()).fits(JsonShape.of(taken.get().type()))) {
        add(
            Mismatch.Kind.ARGUMENT_TYPE,
            called,
            "sends '"
                + sent.name()
                + "' as "
                + sent.type().getTypeName()
                + ", which does not fit "
                + taken.get()
                + " of "
                + served.method().javaName());
      }
    }
    for (ArgumentDescription taken : served.arguments()) {
      if (!taken.isOptional() && named(taken.name(), called).isEmpty()) {
        add(
            Mismatch.Kind.MISSING_ARGUMENT,
            called,
            "does not send '" + taken.name() + "', which is required by " + served);
      }
    }
  }

  private void compareResults(MethodDescription called, MethodDescription served) {
    boolean dropped = ClientMethod.isNothing(called.result());
    if (!dropped && !JsonShape.of(served.result()).fits(JsonShape.of(called.result()))) {
      add(
          Mismatch.Kind.RESULT_TYPE,
          called,
          "expects "
              + called.result().getTypeName()
              + ", and "
              + served.method().javaName()
              + " returns "
              + served.result().getTypeName());
    }
  }

  private static Optional<ArgumentDescription> named(String name, MethodDescription method) {
    return method.arguments().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private void add(Mismatch.Kind kind, MethodDescription called, String text) {
    found.add(new Mismatch(kind, called.method().javaName(), text));
  }

  private List<String> namespaces() {
    return endpoints.stream()
        .flatMap(one -> one.namespaces().stream())
        .distinct()
        .map(InterfaceCheck::shown)
        .toList();
  }

  private static String shown(String namespace) {
    return namespace.isEmpty() ? "no namespace" : "namespace '" + namespace + "'";
  }
}
