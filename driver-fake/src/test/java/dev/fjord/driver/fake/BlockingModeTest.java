package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.TransportClosedException;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Listener;
import dev.fjord.spi.PendingCall;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The fake behind the adapter for wires that can only block. */
class BlockingModeTest {
  private final FakeBroker broker = FakeBroker.create();

  @Test
  void aReplyThatIsHeldStopsNoOtherMessage() throws Exception {
    try (Link caller = new Link(broker);
        Link server = new Link(broker, "fake://?mode=blocking")) {
      server.serve("one", 10);
      broker.holdReplies();
      PendingCall first = caller.call("1");
      CompletableFuture<Void> held = server.take().reply(Link.result("1")).toCompletableFuture();
      await().until(() -> broker.heldReplies() == 1);
      caller.cast(Link.TOPIC, "2");
      assertThat(Link.n(server.take())).isEqualTo("2");
      assertThat(held).isNotDone();
      broker.releaseReplies();
      held.get(10, TimeUnit.SECONDS);
      assertThat(first.reply()).isCompleted();
    }
  }

  @Test
  void aReplyDelayOfTheUrlGoesByTheClock() throws Exception {
    try (Link caller = new Link(broker);
        Link server = new Link(broker, "fake://?mode=blocking&reply_delay=1.5")) {
      server.serve("one", 10);
      PendingCall call = caller.call("1");
      CompletableFuture<Void> replying =
          server.take().reply(Link.result("1")).toCompletableFuture();
      // The call's own timeout, and the delayed reply.
      await().until(() -> broker.clock().scheduledTasks() == 2);
      broker.clock().advance(Duration.ofMillis(1499));
      assertThat(call.reply()).isNotDone();
      broker.clock().advance(Duration.ofMillis(1));
      replying.get(10, TimeUnit.SECONDS);
      assertThat(call.reply()).isCompleted();
    }
  }

  @Test
  void aMessageThatCameWhileStoppingGoesBack() throws Exception {
    try (Link server = new Link(broker, "fake://?mode=blocking");
        Link other = new Link(broker)) {
      Listener listener = server.serve("one", 1);
      other.cast(Link.TOPIC, "1");
      IncomingMessage taken = server.take();
      other.cast(Link.TOPIC, "2");
      listener.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
      other.serve("two", 10);
      assertThat(Link.n(other.take())).isEqualTo("2");
      taken.acknowledge().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void closingTheDriverEndsItsPollsAndCalls() throws Exception {
    Link server = new Link(broker, "fake://?mode=blocking");
    server.serve("one", 10);
    PendingCall call = server.call("1");
    server.take();
    server.close();
    assertThat(call.reply().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
    assertThat(call.reply().toCompletableFuture().exceptionNow())
        .isInstanceOf(TransportClosedException.class);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("poll-fake")));
  }
}
