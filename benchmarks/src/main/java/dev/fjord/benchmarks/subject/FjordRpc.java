package dev.fjord.benchmarks.subject;

import dev.fjord.Target;
import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** RPC through Fjord: a server and a client, each with a transport of its own. */
public final class FjordRpc implements Subject {
  private final Transport serverSide;
  private final Transport clientSide;
  private final RpcServer server;
  private final RpcClient client;
  private final AtomicBoolean closing = new AtomicBoolean();

  /**
   * Opens both ends. Parameters: {@code url}, {@code executor}, {@code style} (blocking or async),
   * {@code work}, {@code background} (calls that wait for a second each, all the time).
   */
  public FjordRpc(Parameters parameters) {
    Wire wire = new Wire(parameters);
    serverSide = wire.open();
    clientSide = wire.open();
    Work work =
        Work.of(Work.Kind.valueOf(parameters.text("work", "nothing").toUpperCase(Locale.ROOT)));
    boolean isAsync = parameters.text("style", "async").equals("async");
    int background = parameters.number("background", 0);
    RpcServer.Builder builder =
        RpcServer.builder(serverSide, Target.topic("bench").server("one"))
            .executor(parameters.text("executor", "hybrid"))
            .endpoint(isAsync ? new AsyncEcho(work) : new BlockingEcho(work));
    if (isAsync && background > 0) {
      builder.endpoint(new BlockingEcho(work));
    }
    server = builder.start();
    client = RpcClient.of(clientSide, Target.topic("bench"));
    for (int i = 0; i < background; i++) {
      linger();
    }
  }

  @Override
  public void start(Payload payload, Completion completion) {
    var unused =
        client
            .request("echo")
            .arg("text", payload.text())
            .callAsync(String.class)
            .whenComplete(
                (reply, failure) -> {
                  if (failure != null) {
                    completion.fail(failure);
                  } else {
                    completion.reply(payload, reply == null ? "" : reply);
                  }
                });
  }

  @Override
  public boolean call(Payload payload) {
    String reply = client.request("echo").arg("text", payload.text()).call(String.class);
    return reply != null && payload.matches(reply);
  }

  @Override
  public void close() {
    closing.set(true);
    server.close();
    clientSide.close();
    serverSide.close();
  }

  private void linger() {
    var unused =
        client
            .request("linger")
            .arg("text", "")
            .callAsync(String.class)
            .whenComplete(
                (reply, failure) -> {
                  if (!closing.get()) {
                    linger();
                  }
                });
  }
}
