package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.interop.artemis.SharedArtemis;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.process.TestJvm;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.OnNotification;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More work than there is room for, in a JVM of 128 MiB where memory is the question. */
class OverloadTest {
  private static final List<String> SMALL = List.of("-Xmx128m", "-Xss512k");
  private static final Duration LIMIT = Duration.ofSeconds(50);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();
  @RegisterExtension static final SharedArtemis artemis = new SharedArtemis();

  @RegisterExtension
  static final ExpectedLogs quiet =
      new ExpectedLogs("dev.fjord.rpc", "dev.fjord.notify", "dev.fjord.endpoint", "dev.fjord.spi");

  @Test
  void tenThousandPendingCallsTakeLittleMemoryAndOneTimer() {
    try (TestJvm jvm = TestJvm.start(SMALL, SmallHeap.class, "pending")) {
      assertThat(jvm.awaitEnd(LIMIT)).isZero();
      assertThat(number(jvm, "bytes-per-call")).isLessThan(2_048);
      assertThat(number(jvm, "pending")).isEqualTo(10_001);
      assertThat(number(jvm, "timers")).isLessThan(10);
      assertThat(number(jvm, "left")).isZero();
      assertThat(number(jvm, "failed")).isEqualTo(10_001);
      Figure.tell(number(jvm, "bytes-per-call") + " bytes a pending call");
    }
  }

  @Test
  void aHundredThousandTimedOutCallsLeaveNothingAndTheirRepliesAreCounted() {
    timedOut(100_000);
  }

  @Test
  @Tag("long")
  @Timeout(300)
  void tenMillionTimedOutCallsLeaveNothing() {
    timedOut(10_000_000);
  }

  private static void timedOut(int calls) {
    try (TestJvm jvm = TestJvm.start(SMALL, SmallHeap.class, "late", Integer.toString(calls))) {
      assertThat(jvm.awaitEnd(Duration.ofSeconds(280))).isZero();
      assertThat(number(jvm, "left")).isZero();
      assertThat(number(jvm, "uncounted")).isZero();
      assertThat(number(jvm, "late")).isGreaterThanOrEqualTo(calls);
      assertThat(number(jvm, "growth")).isLessThan(1 << 20);
      Figure.tell("heap grew by " + number(jvm, "growth") + " bytes");
    }
  }

  @Test
  void tenThousandPendingCallsOverRabbitEndAndTheNextIsAnswered() {
    tenThousandPendingCallsEndAndTheNextIsAnswered(rabbit.url());
  }

  @Test
  void tenThousandPendingCallsOverAmqp1EndAndTheNextIsAnswered() {
    tenThousandPendingCallsEndAndTheNextIsAnswered(artemis.url());
  }

  private static void tenThousandPendingCallsEndAndTheNextIsAnswered(String url) {
    try (TestJvm jvm = TestJvm.start(SMALL, SmallHeap.class, "broker", url)) {
      assertThat(jvm.awaitEnd(LIMIT)).isZero();
      assertThat(number(jvm, "failed")).isEqualTo(10_000);
      assertThat(number(jvm, "answer")).isEqualTo(7);
      Figure.tell(
          "%d bytes a pending call, heap grew by %d bytes"
              .formatted(number(jvm, "bytes-per-call"), number(jvm, "growth")));
    }
  }

  @Test
  void messagesMadeToExhaustMemoryAreRefusedSoonInASmallHeap() {
    try (TestJvm jvm = TestJvm.start(SMALL, SmallHeap.class, "bombs")) {
      assertThat(jvm.awaitEnd(LIMIT)).isZero();
      long slowest = 0;
      for (String bomb :
          List.of("depth", "depth-of-objects", "digits", "fraction", "string", "tokens", "name")) {
        String[] came = jvm.said(bomb).findFirst().orElseThrow().split(" ");
        assertThat(came[1] + " " + came[2]).as(bomb).isEqualTo("refused refused");
        slowest = Math.max(slowest, Long.parseLong(came[0]));
      }
      assertThat(jvm.said("trailing")).allMatch(line -> line.endsWith(" refused refused"));
      // Each is read twice, by a JVM that has just begun.
      assertThat(slowest).as("ms, of %s", jvm.lines()).isLessThan(2_000);
      // What is no more than large costs what it costs; names made to collide cost no more.
      assertThat(millis(jvm, "exponent")).isLessThan(1_000);
      assertThat(millis(jvm, "colliding"))
          .as("ms, of %s", jvm.lines())
          .isLessThan(2 * millis(jvm, "distinct") + 1_000);
      Figure.tell("slowest refusal of two readings " + slowest + " ms");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fake", "rabbit"})
  void aSlowListenerAmongFastOnesSlowsNobody(String wire) {
    FakeBroker broker = FakeBroker.onRealTime();
    String unique = UUID.randomUUID().toString();
    Target slowNews = Target.topic("slow-" + unique);
    Target fastNews = Target.topic("fast-" + unique);
    Taking slow = new Taking();
    Taking fast = new Taking();
    fast.gate.countDown();
    try (Transport transport = open(wire, broker);
        NotificationListener one =
            NotificationListener.builder(transport, slowNews)
                .endpoint(slow)
                .maxInFlight(4)
                .start();
        NotificationListener two =
            NotificationListener.builder(transport, fastNews).endpoint(fast).start()) {
      Notifier notifier = Notifier.of(transport, "test");
      for (int i = 0; i < 1_000; i++) {
        notifier.topics(slowNews, fastNews).info(MessageContext.empty(), "counted", i);
      }
      Awaitility.await().atMost(PATIENCE).until(() -> fast.taken.get() == 1_000);
      assertThat(slow.taken).hasValueLessThanOrEqualTo(4);
      slow.gate.countDown();
      Awaitility.await().atMost(PATIENCE).until(() -> slow.taken.get() == 1_000);
      assertThat(one.executor()).isEqualTo(two.executor());
    }
  }

  @Test
  void theLargestMessageDelaysOthersLittle() {
    Target topic = Target.topic("large-" + UUID.randomUUID());
    try (Transport large = Transport.open(rabbit.url());
        Transport small = Transport.open(rabbit.url());
        Transport serving = Transport.open(rabbit.url());
        RpcServer server =
            RpcServer.builder(serving, topic.server("one")).endpoint(new Sizing()).start()) {
      RpcClient others = RpcClient.of(small, topic).timeout(PATIENCE);
      String text = "x".repeat(15_000_000);
      assertThat(others.request("size").arg("text", "warm").call(Integer.class)).isEqualTo(4);
      var sized =
          RpcClient.of(large, topic)
              .timeout(PATIENCE)
              .request("size")
              .arg("text", text)
              .callAsync(Integer.class);
      Duration slowest = Duration.ZERO;
      int calls = 0;
      while (!sized.isDone() || calls < 50) {
        long begin = System.nanoTime();
        assertThat(others.request("size").arg("text", "abc").call(Integer.class)).isEqualTo(3);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        calls++;
      }
      assertThat(sized.join()).isEqualTo(text.length());
      assertThat(slowest).isLessThan(Duration.ofSeconds(2));
      assertThat(server.executor()).isEqualTo("hybrid");
      Figure.tell("slowest of " + calls + " others " + slowest.toMillis() + " ms");
    }
  }

  @Test
  void aMethodThatCallsItsOwnServerFromTheLastWorkerTimesOutAndFreesIt() {
    FakeBroker broker = FakeBroker.onRealTime();
    Target topic = Target.topic("own");
    try (Transport transport = open("fake", broker)) {
      RpcClient client = RpcClient.of(transport, topic);
      try (RpcServer server =
          RpcServer.builder(transport, topic.server("one"))
              .endpoint(new Reentrant(client.timeout(Duration.ofMillis(300))))
              .executor("blocking")
              .maxInFlight(1)
              .start()) {
        assertThat(client.timeout(PATIENCE).request("outer").call(String.class))
            .isEqualTo(MessagingTimeoutException.class.getSimpleName());
        assertThat(client.timeout(PATIENCE).request("inner").call(String.class)).isEqualTo("inner");
        assertThat(server.executor()).isEqualTo("blocking");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocking", "hybrid"})
  void aMethodThatRunsOutOfMemoryOrStackFailsAloneAndItsServerGoesOn(String executor) {
    FakeBroker broker = FakeBroker.onRealTime();
    Target topic = Target.topic("errors");
    try (Transport transport = open("fake", broker);
        RpcServer server =
            RpcServer.builder(transport, topic.server("one"))
                .endpoint(new Failing())
                .executor(executor)
                .maxInFlight(2)
                .start()) {
      RpcClient client = RpcClient.of(transport, topic).timeout(PATIENCE);
      for (String kind : List.of("heap", "stack", "linkage", "assertion", "heap", "stack")) {
        assertThat(
                org.assertj.core.api.Assertions.catchThrowable(
                    () -> client.request("fail").arg("kind", kind).call(String.class)))
            .as(kind)
            .isInstanceOf(dev.fjord.RemoteErrorException.class);
        assertThat(client.request("fail").arg("kind", "none").call(String.class)).isEqualTo("none");
      }
      assertThat(server.executor()).isEqualTo(executor);
    }
  }

  private Transport open(String wire, FakeBroker broker) {
    return wire.equals("fake")
        ? Transport.builder().config(FjordConfig.defaults()).url("fake://").provider(broker).open()
        : Transport.open(rabbit.url());
  }

  private static long millis(TestJvm jvm, String bomb) {
    return Long.parseLong(jvm.said(bomb).findFirst().orElseThrow().split(" ")[0]);
  }

  private static long number(TestJvm jvm, String word) {
    return Long.parseLong(
        jvm.said(word)
            .findFirst()
            .orElseThrow(() -> new AssertionError(word + " in " + jvm.lines())));
  }

  /** Takes notifications when it is let go. */
  static final class Taking {
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger taken = new AtomicInteger();

    @OnNotification
    public void take(Notification notification) throws InterruptedException {
      gate.await();
      taken.incrementAndGet();
    }
  }

  /** Says how long a text is. */
  static final class Sizing {
    @RpcMethod
    public int size(String text) {
      return text.length();
    }
  }

  /** Waits in one method for another of the same server. */
  static final class Reentrant {
    private final RpcClient client;

    Reentrant(RpcClient client) {
      this.client = client;
    }

    @RpcMethod
    public String outer() {
      try {
        return String.valueOf(client.request("inner").call(String.class));
      } catch (MessagingTimeoutException e) {
        return e.getClass().getSimpleName();
      }
    }

    @RpcMethod
    public String inner() {
      return "inner";
    }
  }

  /** Fails in ways that are no exceptions. */
  static final class Failing {
    @RpcMethod
    public String fail(String kind) {
      switch (kind) {
        case "heap" -> {
          // Larger than any array may be on any heap.
          return "" + new long[Integer.MAX_VALUE].length;
        }
        case "stack" -> {
          return deeper(1);
        }
        case "linkage" -> throw new NoClassDefFoundError("scripted");
        case "assertion" -> throw new AssertionError("scripted");
        default -> {
          return kind;
        }
      }
    }

    private static String deeper(int depth) {
      return depth < 0 ? "" : deeper(depth + 1) + depth;
    }
  }
}
