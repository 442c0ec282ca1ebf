package dev.fjord.adapter.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.MessageContext;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.VersionCapException;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.Cast;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.Style;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Endpoints and clients whose methods return a Mono, under each executor that has them. */
class MonoMethodsClassPathTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  record Room(String name, int beds) {}

  @Endpoint(version = "1.0")
  interface Desk {
    @RpcMethod
    Mono<Room> room(String name);

    @RpcMethod
    Mono<Void> nothing();

    @RpcMethod
    Mono<String> fail(String how);

    @RpcMethod
    Mono<String> where();

    @RpcMethod
    Mono<String> never();

    @Cast
    @RpcMethod
    Mono<Void> count();
  }

  static final class MonoDesk implements Desk {
    final AtomicInteger counted = new AtomicInteger();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public Mono<Room> room(String name) {
      counted.incrementAndGet();
      return Mono.just(new Room(name, 2));
    }

    @Override
    public Mono<Void> nothing() {
      return Mono.empty();
    }

    @Override
    public Mono<String> fail(String how) {
      return switch (how) {
        case "null" -> null;
        case "throw" -> throw new IllegalStateException("thrown");
        default -> Mono.error(new IllegalStateException("in the mono"));
      };
    }

    @Override
    public Mono<String> where() {
      return Mono.fromCallable(() -> EventLoop.isCurrentThread() ? "loop" : "worker");
    }

    @Override
    public Mono<String> never() {
      return Mono.<String>never()
          .doOnSubscribe(subscription -> begun.countDown())
          .doOnCancel(cancelled::countDown);
    }

    @Override
    public Mono<Void> count() {
      counted.incrementAndGet();
      return Mono.empty();
    }
  }

  private final FakeBroker broker = FakeBroker.onRealTime();
  private final Transport transport =
      Transport.builder().url("fake://").provider((DriverProvider) broker).open();
  private final MonoDesk endpoint = new MonoDesk();
  private final RpcClient client = RpcClient.of(transport, Target.topic("desk")).timeout(SOON);

  @AfterEach
  void close() {
    transport.close();
  }

  private RpcServer serve(String executor) {
    return RpcServer.builder(transport, Target.topic("desk").server("s1"))
        .endpoint(endpoint)
        .serves(Desk.class)
        .executor(executor)
        .start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "blocking"})
  void aMethodIsAsynchronousAndItsCallsAreMadeOnSubscription(String executor) {
    try (RpcServer server = serve(executor)) {
      assertThat(server.methods()).allMatch(method -> method.style() == Style.ASYNC);
      Desk desk = client.proxy(Desk.class);
      Mono<Room> room = desk.room("r1");
      assertThat(endpoint.counted).hasValue(0);
      assertThat(room.block(SOON)).isEqualTo(new Room("r1", 2));
      assertThat(room.map(Room::beds).block(SOON)).isEqualTo(2);
      assertThat(endpoint.counted).hasValue(2);
      assertThat(desk.nothing().block(SOON)).isNull();
      assertThat(desk.where().block(SOON)).isEqualTo(executor.equals("async") ? "loop" : "worker");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "blocking"})
  void failuresComeBackHoweverTheyCameAbout(String executor) {
    try (RpcServer server = serve(executor)) {
      assertThat(server.executor()).isEqualTo(executor);
      Desk desk = client.proxy(Desk.class);
      assertThatThrownBy(() -> desk.fail("in the mono").block(SOON))
          .isInstanceOf(RemoteErrorException.class)
          .hasMessageContaining("IllegalStateException in the mono");
      assertThatThrownBy(() -> desk.fail("throw").block(SOON)).hasMessageContaining("thrown");
      assertThatThrownBy(() -> desk.fail("null").block(SOON))
          .hasMessageContaining("MonoDesk.fail returned null");
      assertThatThrownBy(
              () ->
                  client
                      .target(to -> to.version("1.2"))
                      .versionCap("1.1")
                      .proxy(Desk.class)
                      .nothing()
                      .block(SOON))
          .isInstanceOf(VersionCapException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "blocking"})
  void cancellingTheSubscriptionCancelsTheCallAndItsMethod(String executor) throws Exception {
    try (RpcServer server = serve(executor)) {
      Disposable subscription = client.proxy(Desk.class).never().subscribe();
      assertThat(endpoint.begun.await(20, TimeUnit.SECONDS)).isTrue();
      subscription.dispose();
      assertThat(endpoint.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
      server.stop();
      assertThat(server.await(SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "blocking"})
  void aCastCompletesWhenTheBrokerHasIt(String executor) throws Exception {
    try (RpcServer server = serve(executor)) {
      Mono<Void> cast = client.proxy(Desk.class).count();
      assertThat(endpoint.counted).hasValue(0);
      cast.block(SOON);
      server.stop();
      assertThat(server.await(SOON)).isTrue();
      assertThat(endpoint.counted).hasValue(1);
    }
  }

  /** Puts the first notification back. */
  static final class MonoListener {
    final CountDownLatch expected = new CountDownLatch(2);

    @OnNotification(Priority.INFO)
    Mono<NotificationResult> take(Notification notification) {
      return Mono.fromCallable(
          () -> {
            NotificationResult result =
                expected.getCount() == 2 ? NotificationResult.REQUEUE : NotificationResult.HANDLED;
            expected.countDown();
            return result;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "blocking"})
  void aListenersMethodMayReturnItAsWell(String executor) throws Exception {
    MonoListener endpoint = new MonoListener();
    try (NotificationListener listener =
        NotificationListener.builder(transport, Target.topic("events"))
            .endpoint(endpoint)
            .allowRequeue()
            .executor(executor)
            .start()) {
      Notifier.of(transport, "desk.host1")
          .topics(Target.topic("events"))
          .info(MessageContext.empty(), "room.booked", 1)
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
      assertThat(endpoint.expected.await(20, TimeUnit.SECONDS)).isTrue();
      listener.stop();
      assertThat(listener.await(SOON)).isTrue();
    }
  }
}
