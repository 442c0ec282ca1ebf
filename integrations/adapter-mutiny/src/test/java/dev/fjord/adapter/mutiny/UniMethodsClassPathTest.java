package dev.fjord.adapter.mutiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.VersionCapException;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.rpc.Cast;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.Style;
import dev.fjord.transport.Transport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints and clients whose methods return a Uni, under each executor that has them. */
class UniMethodsClassPathTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  record Room(String name, int beds) {}

  @Endpoint(version = "1.0")
  interface Desk {
    @RpcMethod
    Uni<Room> room(String name);

    @RpcMethod
    Uni<Void> nothing();

    @RpcMethod
    Uni<String> fail(String how);

    @RpcMethod
    Uni<String> where();

    @RpcMethod
    Uni<String> never();

    @Cast
    @RpcMethod
    Uni<Void> count();
  }

  static final class UniDesk implements Desk {
    final AtomicInteger counted = new AtomicInteger();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public Uni<Room> room(String name) {
      counted.incrementAndGet();
      return Uni.createFrom().item(new Room(name, 2));
    }

    @Override
    public Uni<Void> nothing() {
      return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<String> fail(String how) {
      return switch (how) {
        case "null" -> null;
        case "throw" -> throw new IllegalStateException("thrown");
        default -> Uni.createFrom().failure(new IllegalStateException("in the uni"));
      };
    }

    @Override
    public Uni<String> where() {
      return Uni.createFrom().item(() -> EventLoop.isCurrentThread() ? "loop" : "worker");
    }

    @Override
    public Uni<String> never() {
      return Uni.createFrom()
          .<String>nothing()
          .onSubscription()
          .invoke(subscription -> begun.countDown())
          .onCancellation()
          .invoke(cancelled::countDown);
    }

    @Override
    public Uni<Void> count() {
      counted.incrementAndGet();
      return Uni.createFrom().voidItem();
    }
  }

  private final FakeBroker broker = FakeBroker.onRealTime();
  private final Transport transport =
      Transport.builder().url("fake://").provider((DriverProvider) broker).open();
  private final UniDesk endpoint = new UniDesk();
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
      Uni<Room> room = desk.room("r1");
      assertThat(endpoint.counted).hasValue(0);
      assertThat(room.await().atMost(SOON)).isEqualTo(new Room("r1", 2));
      assertThat(room.map(Room::beds).await().atMost(SOON)).isEqualTo(2);
      assertThat(endpoint.counted).hasValue(2);
      assertThat(desk.nothing().await().atMost(SOON)).isNull();
      assertThat(desk.where().await().atMost(SOON))
          .isEqualTo(executor.equals("async") ? "loop" : "worker");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "blocking"})
  void failuresComeBackHoweverTheyCameAbout(String executor) {
    try (RpcServer server = serve(executor)) {
      assertThat(server.executor()).isEqualTo(executor);
      Desk desk = client.proxy(Desk.class);
      assertThatThrownBy(() -> desk.fail("in the uni").await().atMost(SOON))
          .isInstanceOf(RemoteErrorException.class)
          .hasMessageContaining("IllegalStateException in the uni");
      assertThatThrownBy(() -> desk.fail("throw").await().atMost(SOON))
          .hasMessageContaining("thrown");
      assertThatThrownBy(() -> desk.fail("null").await().atMost(SOON))
          .hasMessageContaining("UniDesk.fail returned null");
      assertThatThrownBy(
              () ->
                  client
                      .target(to -> to.version("1.2"))
                      .versionCap("1.1")
                      .proxy(Desk.class)
                      .nothing()
                      .await()
                      .atMost(SOON))
          .isInstanceOf(VersionCapException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "blocking"})
  void cancellingTheSubscriptionCancelsTheCallAndItsMethod(String executor) throws Exception {
    try (RpcServer server = serve(executor)) {
      Cancellable subscription =
          client.proxy(Desk.class).never().subscribe().with(item -> {}, failure -> {});
      assertThat(endpoint.begun.await(20, TimeUnit.SECONDS)).isTrue();
      subscription.cancel();
      assertThat(endpoint.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
      server.stop();
      assertThat(server.await(SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "blocking"})
  void aCastCompletesWhenTheBrokerHasIt(String executor) throws Exception {
    try (RpcServer server = serve(executor)) {
      Uni<Void> cast = client.proxy(Desk.class).count();
      assertThat(endpoint.counted).hasValue(0);
      cast.await().atMost(SOON);
      server.stop();
      assertThat(server.await(SOON)).isTrue();
      assertThat(endpoint.counted).hasValue(1);
    }
  }
}
