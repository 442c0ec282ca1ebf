package dev.fjord.benchmarks.jmh;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.codec.RequestCodec;
import dev.fjord.spi.JsonText;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of one RPC, written and read once each way; and the same by hand with maps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CodecBenchmark {
  /** The length of the text that goes to and fro. */
  @Param({"100", "1024"})
  public int size;

  private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());
  private final RequestCodec requests = new RequestCodec(json, json);
  private final Target target = Target.topic("bench");
  private final JsonMapper mapper = new JsonMapper();
  private String text = "";

  /** Makes the text. */
  @Setup(Level.Trial)
  public void prepare() {
    text = "x".repeat(size);
  }

  /** What Fjord does for a call, both ends. */
  @Benchmark
  public @Nullable Object fjord() {
    JsonText request = requests.write(target, "echo", Map.of("text", text));
    JsonText args = json.readFields(request).field("args").orElseThrow();
    JsonText argument = json.readFields(args).field("text").orElseThrow();
    JsonText reply = json.write(json.read(argument, String.class));
    return json.read(reply, String.class);
  }

  /** What one writes by hand. */
  @Benchmark
  public Object maps() {
    byte[] request =
        mapper.writeValueAsBytes(Map.of("method", "echo", "args", Map.of("text", text)));
    Map<?, ?> received = mapper.readValue(request, Map.class);
    byte[] reply =
        received.get("args") instanceof Map<?, ?> args
            ? mapper.writeValueAsBytes(args.get("text"))
            : new byte[0];
    return mapper.readValue(reply, String.class);
  }
}
