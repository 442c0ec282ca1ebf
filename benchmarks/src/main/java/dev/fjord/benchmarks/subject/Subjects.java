package dev.fjord.benchmarks.subject;

import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.benchmarks.peer.GrpcInProcess;
import dev.fjord.benchmarks.peer.NettyLoops;
import dev.fjord.benchmarks.peer.QpidJmsRpc;
import dev.fjord.benchmarks.peer.RabbitRpcClient;
import dev.fjord.benchmarks.peer.SpringAsyncRpc;
import dev.fjord.benchmarks.peer.SpringPublish;
import dev.fjord.benchmarks.peer.SpringRpc;
import dev.fjord.benchmarks.peer.VertxEventBus;
import dev.fjord.benchmarks.raw.RawPublish;
import dev.fjord.benchmarks.raw.RawRpc;
import java.util.Map;
import java.util.TreeSet;

/** Everything that can be measured, by name. */
public final class Subjects {
  private static final Map<String, Opening> ALL =
      Map.ofEntries(
          Map.entry("fjord-rpc", FjordRpc::new),
          Map.entry("fjord-notify", FjordNotify::new),
          Map.entry("executor-alone", ExecutorAlone::new),
          Map.entry("raw-rpc", RawRpc::new),
          Map.entry("raw-publish", RawPublish::new),
          Map.entry("spring-rpc", SpringRpc::new),
          Map.entry("spring-async-rpc", SpringAsyncRpc::new),
          Map.entry("spring-publish", SpringPublish::new),
          Map.entry("rabbit-rpc-client", RabbitRpcClient::new),
          Map.entry("vertx", VertxEventBus::new),
          Map.entry("grpc", GrpcInProcess::new),
          Map.entry("netty", NettyLoops::new),
          Map.entry("qpid-jms", QpidJmsRpc::new));

  private Subjects() {}

  /** Opens what the parameter {@code subject} names. */
  public static Subject open(Parameters parameters) throws Exception {
    String name = parameters.text("subject");
    Opening opening = ALL.get(name);
    if (opening == null) {
      throw new IllegalArgumentException(
          "There is no subject '" + name + "'. There are: " + new TreeSet<>(ALL.keySet()));
    }
    return opening.open(parameters);
  }

  private interface Opening {
    Subject open(Parameters parameters) throws Exception;
  }
}
