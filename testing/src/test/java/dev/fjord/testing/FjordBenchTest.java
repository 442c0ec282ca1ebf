package dev.fjord.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.CoreOptions;
import dev.fjord.DeliveryException;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.UndeliverableException;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bench offers to a test that leaves nothing behind. */
@ExtendWith(FjordExtension.class)
class FjordBenchTest {
  @ParameterizedTest
  @ValueSource(strings = {"blocking", "hybrid"})
  void bothStylesAreCalledAndWrittenDown(String executor) {
    try (FjordBench bench = FjordBench.builder().executor(executor).open()) {
      RpcServer server = bench.serve("prices", new Shop.PriceDesk());
      Shop.Prices prices = bench.client("prices").proxy(Shop.Prices.class);
      assertThat(server.executor()).isEqualTo(executor);
      assertThat(prices.price("bolt", 4)).isEqualTo(12);
      assertThat(prices.priceLater("nut", 2).toCompletableFuture().join()).isEqualTo(6);
      SentRequest sent =
          bench.method("price").wasCalledOnceWith(Map.of("item", "bolt", "pieces", 4));
      assertThat(sent.isCall()).isTrue();
      assertThat(sent.isUnanswered()).isFalse();
      assertThat(sent.failure()).isEmpty();
      bench.method("priceLater").to("prices").wasCalledOnce();
      bench.method("priceLater").to("elsewhere").wasNeverCalled();
    }
  }

  @Test
  void anAssertionThatFailsTellsWhatWasSent(FjordBench bench) {
    bench.serve("prices", new Shop.PriceDesk());
    Shop.Prices prices = bench.client("prices").proxy(Shop.Prices.class);
    prices.price("bolt", 4);
    prices.price("nut", 5);
    MethodCalls calls = bench.method("price");
    calls.wasCalled(2);
    assertThatThrownBy(calls::wasCalledOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("price should have been called once", "bolt", "nut");
    assertThatThrownBy(() -> calls.wasCalledOnceWith(Map.of("item", "bolt")))
        .hasMessageContaining("once with {item=bolt}");
    assertThatThrownBy(() -> calls.wasCalled(3)).hasMessageContaining("3 times");
    assertThatThrownBy(calls::wasNeverCalled).hasMessageContaining("never");
    assertThatThrownBy(bench.method("prize")::wasCalledOnce)
        .hasMessageContaining("nothing to it, but to price");
    assertThatThrownBy(
            () -> bench.method("price").wasCalledOnceWith(Map.of("item", "bolt", "pieces", 4)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aCallTimesOutWhenTheClockSaysSoForCallersOfBothStyles(FjordBench bench) {
    bench.serve("prices", new Shop.PriceDesk());
    bench.broker().dropReplies(2);
    RpcClient client = bench.client("prices").timeout(Duration.ofSeconds(30));
    Shop.Prices prices = client.proxy(Shop.Prices.class);
    MessagingTimeoutException async =
        bench.assertTimesOut(Duration.ofSeconds(30), prices.priceLater("bolt", 1));
    assertThat(async.timeout()).isEqualTo(Duration.ofSeconds(30));

    CompletableFuture<Integer> blocking = bench.inBackground(() -> prices.price("bolt", 1));
    SentRequest call = bench.awaitCall("price");
    assertThat(call.isUnanswered()).isTrue();
    bench.assertTimesOut(Duration.ofSeconds(30), blocking);
    assertThat(call.failure()).containsInstanceOf(MessagingTimeoutException.class);
  }

  @Test
  void whatDoesNotTimeOutIsToldSo(FjordBench bench) {
    bench.serve("prices", new Shop.PriceDesk());
    Shop.Prices prices = bench.client("prices").proxy(Shop.Prices.class);
    bench.broker().delayMessages(Duration.ofSeconds(5));
    CompletableFuture<Integer> answered = prices.priceLater("bolt", 1).toCompletableFuture();
    assertThatThrownBy(() -> bench.assertTimesOut(Duration.ofSeconds(5), answered))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ended otherwise")
        .hasRootCauseMessage("It was answered with 3");
    assertThatThrownBy(() -> bench.assertTimesOut(Duration.ofSeconds(5), answered))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ended before");
  }

  @Test
  void faultsReachTheCaller(FjordBench bench) {
    bench.serve("prices", new Shop.PriceDesk());
    Shop.Prices prices = bench.client("prices").proxy(Shop.Prices.class);
    bench.broker().rejectMessages(1);
    assertThatThrownBy(() -> prices.price("bolt", 1)).isInstanceOf(DeliveryException.class);
    bench.broker().unroute("prices");
    assertThatThrownBy(() -> prices.price("bolt", 1)).isInstanceOf(UndeliverableException.class);
    bench.broker().reroute("prices");
    bench.broker().goDown();
    assertThatThrownBy(() -> prices.price("bolt", 1))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("comeBack()");
    bench.broker().comeBack();
    assertThat(prices.price("bolt", 1)).isEqualTo(3);
    assertThat(bench.method("price").all()).hasSize(4);
    assertThat(bench.method("price").all().get(0).failure())
        .containsInstanceOf(DeliveryException.class);
  }

  @Test
  void notificationsAreWrittenDownWithOrWithoutAListener(FjordBench bench) {
    Shop.Audit audit = new Shop.Audit();
    bench.listen("notifications", audit);
    bench.notifier("shop.1").info(MessageContext.empty(), "order.placed", Map.of("order", 7));
    bench.notifier("shop.1").error(MessageContext.empty(), "order.lost", Map.of("order", 8));
    bench.assertNothingUnanswered();
    assertThat(audit.heard).containsExactly("order.placed");
    EmittedNotification emitted =
        bench.notification("order.placed").wasEmittedOnceWith(Map.of("order", 7));
    assertThat(emitted.publisherId()).isEqualTo("shop.1");
    assertThat(emitted.topic().topic()).contains("notifications");
    bench.notification("order.lost").at(Priority.ERROR).wasEmittedOnce();
    bench.notification("order.lost").at(Priority.INFO).wasNeverEmitted();
    EmittedNotifications lost = bench.notification("order.lost");
    assertThatThrownBy(() -> lost.wasEmittedOnceWith(Map.of("order", 9)))
        .hasMessageContainingAll("once with {order=9}", "error {order=8}");
    assertThatThrownBy(lost::wasNeverEmitted).isInstanceOf(AssertionError.class);
    assertThatThrownBy(bench.notification("order.paid")::wasEmittedOnce)
        .hasMessageContaining("order.lost, order.placed");
  }

  @Test
  void oneNotificationToSeveralTopicsCountsOnce() {
    try (FjordBench bench =
        FjordBench.builder().option(CoreOptions.NOTIFICATION_TOPICS, "audit,billing").open()) {
      bench.notifier("shop.1").info(MessageContext.empty(), "order.placed", 1);
      bench.notification("order.placed").wasEmittedOnce();
      assertThat(bench.notification("order.placed").all())
          .extracting(each -> each.topic().requireTopic())
          .containsExactly("audit", "billing");
    }
  }

  @Test
  void aSecondTransportReachesTheSameServers(FjordBench bench, Transport first) {
    assertThat(first).isSameAs(bench.transport());
    bench.serve("prices", new Shop.PriceDesk());
    try (Transport second = bench.openAnother()) {
      int price =
          RpcClient.of(second, dev.fjord.Target.topic("prices"))
              .request("price")
              .arg("item", "nut")
              .arg("pieces", 2)
              .call(Integer.class);
      assertThat(price).isEqualTo(6);
    }
    bench.method("price").wasCalledOnce();
  }

  @Test
  void onRealTimeThereIsNoClock() {
    try (FjordBench bench = FjordBench.builder().onRealTime().open()) {
      bench.serve("prices", new Shop.PriceDesk());
      bench.broker().dropReplies(1);
      assertThatThrownBy(bench::clock).isInstanceOf(IllegalStateException.class);
      RpcClient hasty = bench.client("prices").timeout(Duration.ofMillis(20));
      assertThatThrownBy(() -> hasty.proxy(Shop.Prices.class).price("bolt", 1))
          .isInstanceOf(MessagingTimeoutException.class);
    }
  }

  @Test
  void aBlockingCallOnAClockThatStandsStillEndsWithAnExplanation() {
    try (FjordBench bench = FjordBench.builder().patience(Duration.ofMillis(50)).open()) {
      bench.serve("prices", new Shop.PriceDesk());
      bench.broker().dropReplies(1);
      Shop.Prices prices = bench.client("prices").proxy(Shop.Prices.class);
      assertThatThrownBy(() -> prices.price("bolt", 1))
          .isInstanceOf(FjordException.class)
          .hasMessageContainingAll("call of price", "clock().advance");
    }
  }

  @Test
  void whatIsNotSentIsAwaitedInVain() {
    try (FjordBench bench = FjordBench.builder().patience(Duration.ofMillis(50)).open()) {
      assertThatThrownBy(() -> bench.awaitCall("price"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("No call of price is under way");
    }
  }

  @Test
  void everythingThatIsKeptIsClosedOnce() {
    List<String> closed = new java.util.ArrayList<>();
    FjordBench bench = FjordBench.open();
    bench.keep(() -> closed.add("first"));
    bench.keep(() -> closed.add("second"));
    bench.close();
    bench.close();
    assertThat(closed).containsExactly("second", "first");
  }
}
