package dev.fjord.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.RawMessage;
import dev.fjord.interop.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which callers are sent signs of life, how often, and by what. */
class HeartbeatTest extends WireFixture {
  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc");

  /** What a caller writes as its time, and how many beats come within 2.5 seconds. */
  private static final Map<String, Integer> BEATS = new LinkedHashMap<>();

  static {
    BEATS.put("null", 0);
    BEATS.put("0", 0);
    BEATS.put("1", 0);
    BEATS.put("1.9", 0);
    BEATS.put("-3", 0);
    BEATS.put("\"soon\"", 0);
    BEATS.put("[4]", 0);
    BEATS.put("2", 2);
    BEATS.put("2.9", 2);
    BEATS.put("\"2\"", 2);
    BEATS.put("4", 1);
    BEATS.put("600", 0);
  }

  @Rule({"heartbeat.interval", "heartbeat.least", "heartbeat.null", "heartbeat.stops"})
  @ParameterizedTest
  @EnumSource(
      value = Execution.class,
      names = {
        "BLOCKING_METHODS_ON_BLOCKING",
        "BLOCKING_METHODS_ON_HYBRID",
        "ASYNC_METHODS_ON_ASYNC"
      })
  void halfOfWhatTheCallerWaitsInWholeSecondsAndNeverMoreThanOneASecond(Execution execution)
      throws Exception {
    bench.serve(execution, "s1", ledger);
    Map<String, String> queues = new LinkedHashMap<>();
    for (String time : BEATS.keySet()) {
      queues.put(time, ask("hold", time));
    }
    String unserved = ask("nosuch", "2");
    CompletableFuture<Void> held = new CompletableFuture<>();
    bench.transport().timers().schedule(Duration.ofMillis(2_500), () -> held.complete(null));
    held.get(20, TimeUnit.SECONDS);
    ledger.open();

    for (Map.Entry<String, Integer> expected : BEATS.entrySet()) {
      List<String> messages = until(queues.get(expected.getKey()));
      assertThat(messages).as("to " + expected.getKey()).hasSize(expected.getValue() + 1);
    }
    // What nobody serves is answered at once, and is not worked on afterwards.
    assertThat(until(unserved)).hasSize(1);
    for (String queue : queues.values()) {
      assertThat(raw.get(queue)).isEmpty();
    }
  }

  /** 300 calls under way, monitored on both sides, need no threads of their own. */
  @Rule({"heartbeat.no-thread-per-call"})
  @Test
  void monitoredCallsShareOneTimer() throws Exception {
    bench.serve(Execution.ASYNC_METHODS_ON_ASYNC, "s1", ledger);
    bench.client().monitor(Duration.ofSeconds(2)).request("where").call(String.class);
    int before = Thread.getAllStackTraces().size();
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      calls.add(
          bench.client().monitor(Duration.ofSeconds(2)).request("hold").callAsync(String.class));
    }
    await().atMost(Bench.SOON).until(() -> ledger.arrived() == 300);
    assertThat(Thread.getAllStackTraces().size()).isLessThan(before + 20);
    ledger.open();
    for (CompletableFuture<String> call : calls) {
      assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("let go");
    }
  }

  /** Asks from a queue of its own, so that what comes can be counted. */
  private String ask(String method, String time) {
    String queue = raw.bindCapture("amq.direct", topic + method + time);
    raw.publishJson(
        "openstack",
        topic,
        "{\"method\": \"%s\", \"args\": {}, \"_msg_id\": \"1\", \"_reply_q\": \"%s\", \"_timeout\": %s}"
            .formatted(method, queue, time));
    return queue;
  }

  /** All messages until the last of a reply. */
  private List<String> until(String queue) {
    List<String> messages = new ArrayList<>();
    do {
      messages.add(raw.await(queue, Bench.SOON).text());
    } while (!messages.get(messages.size() - 1).contains("ending\\\": true"));
    Optional<RawMessage> more = raw.get(queue);
    assertThat(more).isEmpty();
    return messages;
  }
}
