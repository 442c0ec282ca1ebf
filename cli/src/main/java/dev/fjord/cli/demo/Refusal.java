package dev.fjord.cli.demo;

import dev.fjord.ExecutorRefusedException;
import dev.fjord.Target;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tries to serve blocking methods with an executor that must refuse them. */
public final class Refusal {
  private static final Set<String> TO_BE_REFUSED =
      Set.of("MixedDemoEndpoint.square", "MixedDemoEndpoint.lookUp", "MixedDemoEndpoint.refuse");

  private final String message;
  private final List<String> methods;

  private Refusal(String message, List<String> methods) {
    this.message = message;
    this.methods = methods;
  }

  /** Tries it; the server, should it start, is stopped. Blocks. */
  public static Refusal provoke(Transport transport, Target topic, String executor) {
    try (RpcServer server =
        RpcServer.builder(transport, topic.server("refused"))
            .endpoint(
                new MixedDemoEndpoint("refused", Backstage.on(transport.timers())),
                MethodHandles.lookup())
            .executor(executor)
            .start()) {
      return new Refusal("executor=" + server.executor() + " refused nothing", List.of());
    } catch (ExecutorRefusedException e) {
      return new Refusal(String.valueOf(e.getMessage()), e.methods());
    }
  }

  /** What the executor said. */
  public String message() {
    return message;
  }

  /** The methods that it named. */
  public List<String> methods() {
    return methods;
  }

  /** Whether it named the blocking methods, all of them and nothing else. */
  Check check() {
    return new Check(
        "blocking methods were refused by name",
        TO_BE_REFUSED.size(),
        methods.size(),
        new TreeSet<>(methods).equals(new TreeSet<>(TO_BE_REFUSED)));
  }
}
