package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fjord.DeliveryException;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Listener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who gets what, and how much the broker holds. */
class FakeBrokerTest extends FakeBrokerFixture {
  @Test
  void aFullQueueRefusesAndNamesItself() {
    broker.queueCapacity(2);
    assertThat(link.emit("info", "1")).isCompleted();
    assertThat(link.emit("info", "2")).isCompleted();
    assertFailure(link.emit("info", "3"), DeliveryException.class)
        .hasMessageContaining("compute.info")
        .hasMessageContaining("2 messages")
        .asInstanceOf(type(DeliveryException.class))
        .extracting(DeliveryException::retry)
        .isEqualTo(DeliveryException.Retry.SAFE);
    assertThat(broker.waiting(Target.topic("compute.info"))).isEqualTo(2);
  }

  @Test
  void oneFullQueueOfAFanoutKeepsTheMessageFromNoOther() {
    broker.queueCapacity(1);
    link.serve("full", 0);
    Target fanout = Link.TOPIC.fanout();
    assertThat(link.cast(fanout, "1")).isCompleted();
    link.serve("free", 5);
    assertFailure(link.cast(fanout, "2"), DeliveryException.class)
        .asInstanceOf(type(DeliveryException.class))
        .extracting(DeliveryException::retry)
        .isEqualTo(DeliveryException.Retry.MAY_DUPLICATE);
    assertThat(link.taken).extracting(Link::n).containsExactly("2");
  }

  @Test
  void expiredCallsMakeRoomInAFullQueue() {
    broker.queueCapacity(1);
    link.serve("one", 0);
    link.call("1", CallOptions.within(Duration.ofSeconds(1)));
    assertFailure(link.call("2").reply(), DeliveryException.class);
    broker.clock().advance(Duration.ofSeconds(1));
    assertThat(link.call("3").reply()).isNotDone();
    assertThat(broker.waiting(Link.TOPIC)).isEqualTo(1);
  }

  @Test
  void requestsWaitForTheNextServerOfTheirTopic() throws Exception {
    link.serve("one", 1).close();
    assertThat(link.cast(Link.TOPIC, "5")).isCompleted();
    assertThat(broker.waiting(Link.TOPIC)).isEqualTo(1);
    link.serve("two", 1);
    assertThat(Link.n(link.take())).isEqualTo("5");
    assertThat(broker.waiting(Link.TOPIC)).isZero();
  }

  @Test
  void competingServersTakeTurns() throws Exception {
    Link other = new Link(broker);
    link.serve("one", 10);
    other.serve("two", 10);
    for (int i = 0; i < 10; i++) {
      link.cast(Link.TOPIC, "1");
    }
    assertThat(link.taken).hasSize(5);
    assertThat(other.taken).hasSize(5);
  }

  @Test
  void whatGoesBackComesBeforeWhatIsNew() throws Exception {
    Listener listener = link.listenTo("info", 1);
    link.emit("info", "1");
    link.emit("info", "2");
    link.take().requeue();
    listener.request(2);
    assertThat(Link.n(link.take())).isEqualTo("1");
    assertThat(Link.n(link.take())).isEqualTo("2");
  }

  @Test
  void aHandlerThatRepliesAndSendsAtOncePilesUpNoFrames() {
    Listener[] listener = new Listener[1];
    int[] taken = {0};
    listener[0] =
        link.driver.listen(new dev.fjord.spi.ListenRequest.Requests(Link.TOPIC.server("one"), 1));
    listener[0].start(
        message -> {
          message.acknowledge();
          if (taken[0]++ < 100_000) {
            listener[0].request(1);
            link.cast(Link.TOPIC, "1");
          }
        });
    listener[0].request(1);
    link.cast(Link.TOPIC, "1");
    assertThat(taken[0]).isEqualTo(100_001);
  }

  @Test
  void anEndOfACallThatMakesTheNextPilesUpNoFrames() throws Exception {
    link.serve("one", 10);
    CompletableFuture<Void> done = new CompletableFuture<>();
    int[] ends = {0};
    Runnable[] next = new Runnable[1];
    next[0] =
        () ->
            link.call("1")
                .reply()
                .whenComplete(
                    (result, failure) -> {
                      if (++ends[0] == 50_000) {
                        done.complete(null);
                      } else {
                        next[0].run();
                      }
                    });
    next[0].run();
    Listener more = link.serve("two", 0);
    while (!done.isDone()) {
      more.request(1);
      link.take().reply(Link.result("1"));
    }
    assertThat(ends[0]).isEqualTo(50_000);
  }

  @Test
  void aHandlerThatThrowsStopsNobodyElse() throws Exception {
    Link failing = new Link(broker);
    Listener listener =
        failing.driver.listen(
            new dev.fjord.spi.ListenRequest.Requests(Link.TOPIC.server("failing"), 1));
    listener.start(
        message -> {
          throw new IllegalStateException("a handler must not throw");
        });
    listener.request(1);
    link.serve("one", 1);
    assertThat(link.cast(Link.TOPIC, "1")).isCompleted();
    assertThat(link.cast(Link.TOPIC, "2")).isCompleted();
    assertThat(link.taken).hasSize(1);
    failing.close();
    link.serve("two", 1);
    assertThat(link.taken).hasSize(2);
  }
}
