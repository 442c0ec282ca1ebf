package dev.fjord.benchmarks.gate;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.benchmarks.subject.ExecutorAlone;
import dev.fjord.benchmarks.subject.FjordRpc;
import dev.fjord.codec.JsonCodec;
import dev.fjord.codec.RequestCodec;
import dev.fjord.spi.JsonText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * One row of the gate.
 *
 * @param name its name in the file of recorded values
 * @param opening opens what is measured
 */
record GateRow(String name, Supplier<Subject> opening) {
  static List<GateRow> all() {
    return List.of(
        rpc("fake-rpc-async", "executor=hybrid style=async"),
        rpc("fake-rpc-hybrid-blocking", "executor=hybrid style=blocking"),
        rpc("fake-rpc-pool-blocking", "executor=blocking style=blocking"),
        new GateRow(
            "executor-alone-async",
            () -> new ExecutorAlone(Parameters.parse("executor=async", "style=async"))),
        new GateRow("codec", Codec::new));
  }

  private static GateRow rpc(String name, String words) {
    return new GateRow(name, () -> new FjordRpc(Parameters.parse(words.split(" "))));
  }

  /** The JSON of one call, written and read once each way, on one thread. */
  private static final class Codec implements Subject {
    private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());
    private final RequestCodec requests = new RequestCodec(json, json);
    private final Target target = Target.topic("gate");
    private final ExecutorService thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("codec").daemon().factory());

    @Override
    public void start(Payload payload, Completion completion) {
      thread.execute(() -> carry(payload, completion));
    }

    @Override
    public void close() {
      thread.shutdown();
    }

    private void carry(Payload payload, Completion completion) {
      JsonText request = requests.write(target, "echo", Map.of("text", payload.text()));
      JsonText args = json.readFields(request).field("args").orElseThrow();
      JsonText argument = json.readFields(args).field("text").orElseThrow();
      JsonText reply = json.write(json.read(argument, String.class));
      Object read = json.read(reply, String.class);
      completion.reply(payload, read == null ? "" : read);
    }
  }
}
