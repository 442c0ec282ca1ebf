package dev.fjord.benchmarks.peer;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The limit in memory: a request handed from one Netty loop to another and back, bare or with
 * Jackson writing and reading both ways, and nothing else.
 */
public final class NettyLoops implements Subject {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final EventLoop caller = group.next();
  private final EventLoop server = group.next();
  private final JsonMapper json = new JsonMapper();
  private final boolean isJson;

  /** Opens both ends. Parameters: {@code body} (json or bare). */
  public NettyLoops(Parameters parameters) {
    isJson = parameters.text("body").equals("json");
  }

  @Override
  public void start(Payload payload, Completion completion) {
    if (!isJson) {
      server.execute(() -> caller.execute(() -> completion.reply(payload, payload.text())));
      return;
    }
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", "echo");
    request.put("args", Map.of("text", payload.text()));
    byte[] sent = json.writeValueAsBytes(request);
    server.execute(
        () -> {
          Map<?, ?> received = json.readValue(sent, Map.class);
          Object text = received.get("args") instanceof Map<?, ?> args ? args.get("text") : null;
          byte[] reply = json.writeValueAsBytes(Map.of("result", String.valueOf(text)));
          caller.execute(
              () ->
                  completion.reply(
                      payload, String.valueOf(json.readValue(reply, Map.class).get("result"))));
        });
  }

  @Override
  public void close() {
    var unused = group.shutdownGracefully();
  }
}
