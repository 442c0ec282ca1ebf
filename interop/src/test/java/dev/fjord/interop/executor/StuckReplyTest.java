package dev.fjord.interop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A wire whose reply blocks for as long as it likes stops no other method. */
class StuckReplyTest {
  private static final int STUCK = 20;

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void aReplyThatBlocksStopsNoOtherMethod(Execution execution) throws Exception {
    Ledger ledger = new Ledger();
    try (Bench bench = new Bench(Wire.BLOCKING_FAKE, new SharedRabbit())) {
      bench.serve(execution, "s1", ledger);
      bench.fake().holdReplies();
      List<CompletableFuture<Integer>> stuck =
          IntStream.range(0, STUCK)
              .mapToObj(n -> bench.client().request("echo").arg("value", n))
              .map(request -> request.callAsync(Integer.class))
              .toList();
      await().atMost(Bench.SOON).until(() -> bench.fake().heldReplies() == STUCK);

      // Requests without a reply run from end to end, calls up to where their reply blocks too.
      bench.client().request("record").arg("value", "meanwhile").cast();
      assertThat(ledger.next(Bench.SOON).value()).isEqualTo("meanwhile");
      CompletableFuture<String> called = bench.client().request("hold").callAsync(String.class);
      await().atMost(Bench.SOON).until(() -> ledger.arrived() == 1);
      ledger.open();
      await().atMost(Bench.SOON).until(() -> bench.fake().heldReplies() == STUCK + 1);
      assertThat(stuck).noneMatch(CompletableFuture::isDone);
      assertThat(called).isNotDone();

      bench.fake().releaseReplies();
      for (int n = 0; n < STUCK; n++) {
        assertThat(stuck.get(n).get(20, TimeUnit.SECONDS)).isEqualTo(n);
      }
      assertThat(called.get(20, TimeUnit.SECONDS)).isEqualTo("let go");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void aReplyThatBlocksStopsNoOtherServerOfItsTransport(Execution execution) throws Exception {
    Ledger ledger = new Ledger();
    try (Bench bench = new Bench(Wire.BLOCKING_FAKE, new SharedRabbit())) {
      bench.serve(execution, "s1", ledger);
      Ledger other = new Ledger();
      bench.serve(execution, "s2", other);
      bench.fake().holdReplies();
      CompletableFuture<String> stuck =
          bench
              .client()
              .target(bench.topic().server("s1"))
              .request("where")
              .callAsync(String.class);
      await().atMost(Bench.SOON).until(() -> bench.fake().heldReplies() == 1);

      bench
          .client()
          .target(bench.topic().server("s2"))
          .request("record")
          .arg("value", "heard")
          .cast();
      assertThat(other.next(Bench.SOON).value()).isEqualTo("heard");
      assertThat(stuck).isNotDone();

      bench.fake().releaseReplies();
      assertThat(stuck.get(20, TimeUnit.SECONDS)).isEqualTo(execution.thread());
    }
  }
}
