package dev.fjord.interop.faults;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.OnNotification;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One random history on a fake broker with a clock of its own. Servers run on a loop that this
 * thread turns, so that a seed always makes the same history. Confined to one thread.
 */
final class FakeHistory {
  private static final int STEPS = 200;
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Target TOPIC = Target.topic("calls");
  private static final Target NEWS = Target.topic("news");

  private final Random random;
  private final FakeBroker broker = FakeBroker.create();
  private final History history = new History();
  private final Deque<Runnable> loop = new ArrayDeque<>();
  private final List<CompletableFuture<Void>> atWork = new ArrayList<>();
  private final List<RpcServer> servers = new ArrayList<>();
  private final List<String> violations;
  private int next;
  private int servedSoFar;
  private int lost;
  private int copies;

  FakeHistory(long seed) {
    random = new Random(seed);
    try (Transport calling = open();
        Transport serving = open();
        NotificationListener listener =
            NotificationListener.builder(serving, NEWS)
                .endpoint(new News())
                .executor("async")
                .loop(loop::add)
                .allowRequeue()
                .start()) {
      serve(serving);
      for (int i = 0; i < STEPS; i++) {
        step(calling, serving);
      }
      settle();
      violations = new ArrayList<>(history.violations(new History.Excuses(lost, copies, false)));
      if (broker.pendingCalls() != 0) {
        violations.add(broker.pendingCalls() + " calls wait for ever");
      }
      listener.stop();
      servers.forEach(RpcServer::stop);
      turn(Integer.MAX_VALUE);
    }
  }

  History history() {
    return history;
  }

  List<String> violations() {
    return violations;
  }

  private void step(Transport calling, Transport serving) {
    switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> call(calling);
      case 8, 9, 10, 11, 12, 13 -> inform(calling);
      case 14, 15, 16, 17, 18, 19, 20, 21, 22 -> turn(1 + random.nextInt(8));
      case 23, 24, 25, 26, 27, 28, 29 -> finishOne();
      case 30, 31 -> broker.clock().advance(Duration.ofMillis(random.nextInt(2_000)));
      case 32, 33 -> lose();
      case 34, 35 -> {
        copies++;
        broker.duplicateMessages(1);
      }
      case 36, 37 -> delay();
      case 38 -> change(serving);
      default -> {
        if (random.nextBoolean()) {
          broker.disconnect();
        }
      }
    }
  }

  private void call(Transport over) {
    int n = next++;
    history.called(n);
    over.driver()
        .call(
            TOPIC,
            new OutgoingMessage(
                JsonText.of("{\"method\": \"triple\", \"args\": {\"n\": " + n + "}}"),
                MessageContext.empty()),
            CallOptions.within(CALL))
        .reply()
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                history.answered(n, answer.asString());
              } else {
                history.failed(n, failure);
              }
            });
  }

  private void inform(Transport over) {
    int n = next++;
    history.notified(n);
    String body =
        "{\"message_id\": \"id-%d\", \"publisher_id\": \"p\", \"event_type\": \"e\", \"priority\": \"INFO\", \"payload\": %d, \"timestamp\": \"t\"}"
            .formatted(n, n);
    over.driver()
        .send(
            Target.topic("news.info"),
            new OutgoingMessage(JsonText.of(body), MessageContext.empty()),
            new SendOptions(SendOptions.Kind.NOTIFICATION, CALL))
        .thenRun(() -> history.confirmed(n));
  }

  private void lose() {
    switch (random.nextInt(3)) {
      case 0 -> {
        lost++;
        broker.dropMessages(1);
      }
      case 1 -> broker.dropReplies(1);
      default -> broker.rejectMessages(1);
    }
  }

  private void delay() {
    Duration delay = Duration.ofMillis(random.nextInt(2) * random.nextInt(4_000));
    switch (random.nextInt(4)) {
      case 0 -> broker.delayMessages(delay);
      case 1 -> broker.delayReplies(delay);
      case 2 -> broker.holdReplies();
      default -> broker.releaseReplies();
    }
  }

  private void change(Transport serving) {
    switch (random.nextInt(4)) {
      case 0 -> broker.unroute(TOPIC.requireTopic());
      case 1 -> broker.reroute(TOPIC.requireTopic());
      case 2 -> serve(serving);
      default -> {
        if (servers.size() > 1) {
          // What it still works on is finished by the loop; what it was not given goes back.
          servers.remove(random.nextInt(servers.size())).stop();
        }
      }
    }
  }

  private void serve(Transport serving) {
    String name = "server-" + servedSoFar++;
    servers.add(
        RpcServer.builder(serving, TOPIC.server(name))
            .endpoint(new Desk(name))
            .executor("async")
            .maxInFlight(1 + random.nextInt(5))
            .loop(loop::add)
            .start());
  }

  private void finishOne() {
    if (!atWork.isEmpty()) {
      atWork.remove(random.nextInt(atWork.size())).complete(null);
    }
  }

  private void turn(int tasks) {
    for (int i = 0; i < tasks && !loop.isEmpty(); i++) {
      loop.remove().run();
    }
  }

  /** Takes the faults away and lets everything end. */
  private void settle() {
    broker.delayMessages(Duration.ZERO);
    broker.delayReplies(Duration.ZERO);
    broker.releaseReplies();
    for (int i = 0; i < 10; i++) {
      turn(Integer.MAX_VALUE);
      while (!atWork.isEmpty()) {
        finishOne();
      }
      broker.clock().advance(CALL);
    }
    turn(Integer.MAX_VALUE);
  }

  private Transport open() {
    return Transport.builder().url("fake://").provider(broker).timers(broker.clock()).open();
  }

  /** Answers at once or when its turn comes. */
  private final class Desk {
    private final String name;

    Desk(String name) {
      this.name = name;
    }

    @RpcMethod
    public CompletionStage<Integer> triple(int n) {
      history.executed(name, n);
      if (random.nextBoolean()) {
        return CompletableFuture.completedFuture(3 * n);
      }
      CompletableFuture<Void> later = new CompletableFuture<>();
      atWork.add(later);
      return later.thenApply(turned -> 3 * n);
    }
  }

  /** Takes notifications, and puts some of them back. */
  private final class News {
    @OnNotification
    public CompletionStage<NotificationResult> take(Notification notification) {
      Integer n = notification.payload(Integer.class);
      history.delivered(n == null ? -1 : n, notification.messageId(), notification.isRedelivered());
      return CompletableFuture.completedFuture(
          random.nextInt(8) == 0 ? NotificationResult.REQUEUE : NotificationResult.HANDLED);
    }
  }
}
