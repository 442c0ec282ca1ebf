package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.impl.ClientVersion;
import dev.fjord.FjordConfig;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.RemoteErrorException;
import dev.fjord.RemoteFailure;
import dev.fjord.Target;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.OnNotification;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What comes from outside decides no class, breaks no line of the log and prints no body. */
class HostileInputTest {
  private static final Target TOPIC = Target.topic("hostile");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final List<String> HOSTILE =
      List.of(
          "one\r\ntwo",
          "\u001b[31mred\u001b[0m",
          "\u202eflow\u2066",
          "nul\u0000nul",
          "\u2028\u2029\u0085",
          "x".repeat(1_000_000),
          "${jndi:ldap://x/y} {} %s");

  private final FakeBroker broker = FakeBroker.onRealTime();

  @Test
  void textsFromOutsideStayOnOneShortLineOfTheLog() throws Exception {
    try (AllLogs logs = new AllLogs();
        Transport transport = open();
        RpcServer server =
            RpcServer.builder(transport, TOPIC.server("one")).endpoint(new Desk()).start();
        NotificationListener listener =
            NotificationListener.builder(transport, TOPIC).endpoint(new Desk()).start()) {
      JsonCodec json = transport.codec();
      for (String text : HOSTILE) {
        Map<String, Object> request =
            Map.of("method", text, "namespace", text, "version", text, "args", Map.of(text, text));
        await(call(transport, json.write(request)));
        await(call(transport, json.write(Map.of("method", "fail", "args", Map.of("text", text)))));
        await(call(transport, json.write(Map.of("method", text, "args", text))));
        await(
            transport
                .driver()
                .send(
                    Target.topic("hostile.info"),
                    new OutgoingMessage(
                        json.write(Map.of("event_type", text, "priority", text, "payload", text)),
                        MessageContext.empty().with("key", text)),
                    new SendOptions(SendOptions.Kind.NOTIFICATION, SOON)));
        await(
            transport
                .driver()
                .send(
                    Target.topic("hostile.info"),
                    new OutgoingMessage(
                        json.write(Map.of("event_type", text, "priority", "INFO", "payload", text)),
                        MessageContext.empty()),
                    new SendOptions(SendOptions.Kind.NOTIFICATION, SOON)));
      }
      assertThat(server.executor()).isEqualTo(listener.executor());
      server.close();
      listener.close();
      // A slow machine is told of with a stack, whose lines are the test's own.
      List<String> lines =
          logs.messagesOf("dev.fjord").stream()
              .filter(line -> !line.startsWith("dev.fjord.guard "))
              .toList();
      assertThat(lines).hasSizeGreaterThan(HOSTILE.size());
      assertThat(lines)
          .allSatisfy(
              line -> {
                assertThat(line.codePoints().noneMatch(HostileInputTest::breaksALine))
                    .as(line)
                    .isTrue();
                assertThat(line.length()).isLessThan(2_000);
              });
    }
  }

  @Test
  void theNameOfARemoteErrorLoadsNoClass() {
    List<String> loaded = new CopyOnWriteArrayList<>();
    ClassLoader watching =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            loaded.add(name);
            return super.loadClass(name, resolve);
          }
        };
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(watching);
    FailureCodec codec = new FailureCodec(JsonCodec.of(FjordConfig.defaults()));
    try {
      for (String name :
          List.of(
              "org.springframework.context.support.ClassPathXmlApplicationContext",
              "[Ljava.lang.String;",
              Trap.class.getName(),
              "x".repeat(1_000_000))) {
        RemoteFailure failure =
            codec.read(
                JsonCodec.of(FjordConfig.defaults())
                    .write(
                        Map.of(
                            "class",
                            name,
                            "module",
                            "java.lang",
                            "message",
                            "m",
                            "tb",
                            List.of(),
                            "args",
                            List.of(name),
                            "kwargs",
                            Map.of())));
        RemoteErrorException thrown = new RemoteErrorException(failure);
        assertThat(thrown.getClass()).isEqualTo(RemoteErrorException.class);
        assertThat(String.valueOf(thrown.getMessage())).isNotEmpty();
      }
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(loaded).noneMatch(name -> name.contains("Trap") || name.contains("spring"));
    assertThat(System.getProperty("fjord.test.trap")).isNull();
  }

  @Test
  void noTextOfAMessageShowsItsBody() {
    String body = "s3cr3t".repeat(100_000);
    JsonCodec json = JsonCodec.of(FjordConfig.defaults());
    JsonText text = json.write(Map.of("method", "m", "args", body));
    List<Object> values = new ArrayList<>();
    values.add(text);
    values.add(json.readFields(text));
    values.add(new OutgoingMessage(text, MessageContext.empty().with("k", body)));
    values.add(MessageContext.empty().with("k", body));
    values.add(new Reply.Result(text));
    values.add(CallOptions.within(SOON));
    values.add(new Outcome.Value(body));
    assertThat(values)
        .allSatisfy(
            value ->
                assertThat(value.toString())
                    .as(value.getClass().getName())
                    .hasSizeLessThanOrEqualTo(500)
                    .doesNotContain("s3cr3t"));
    assertThat(new Reply.Failed(RemoteFailure.of("T", "m", body)).toString())
        .as("what went wrong is told, cut to what a log can take")
        .hasSizeLessThanOrEqualTo(500);
  }

  /** The build runs every test of every module in JVMs that read no serialized object at all. */
  @Test
  void nothingIsReadByJavaSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(List.of("a"));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(catchThrowable(in::readObject)).isInstanceOf(InvalidClassException.class);
    }
  }

  @Test
  void dependenciesAreNoOlderThanTheirLastKnownHoles() throws Exception {
    String netty =
        io.netty.util.Version.identify().values().stream()
            .filter(each -> each.artifactId().equals("netty-handler"))
            .findFirst()
            .orElseThrow()
            .artifactVersion();
    assertAtLeast("Netty", netty, 4, 2, 18);
    assertAtLeast("amqp-client", ClientVersion.VERSION, 5, 37, 0);
    assertAtLeast(
        "Jackson",
        tools.jackson.core.json.JsonFactory.builder().build().version().toString(),
        3,
        2,
        0);
  }

  private static void assertAtLeast(String what, String version, int... least) {
    String[] parts = version.split("[^0-9]+");
    long have = 0;
    long want = 0;
    for (int i = 0; i < least.length; i++) {
      have = have * 1_000 + Long.parseLong(parts[i]);
      want = want * 1_000 + least[i];
    }
    assertThat(have).as(what + " " + version).isGreaterThanOrEqualTo(want);
  }

  private Transport open() {
    return Transport.builder()
        .config(FjordConfig.defaults())
        .url("fake://")
        .provider(broker)
        .open();
  }

  private static java.util.concurrent.CompletionStage<?> call(Transport over, JsonText request) {
    return over.driver()
        .call(TOPIC, new OutgoingMessage(request, MessageContext.empty()), CallOptions.within(SOON))
        .reply();
  }

  private static void await(java.util.concurrent.CompletionStage<?> stage) throws Exception {
    Throwable failure =
        stage
            .handle((value, thrown) -> thrown)
            .toCompletableFuture()
            .get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(failure == null || failure instanceof FjordException).as("%s", failure).isTrue();
  }

  private static boolean breaksALine(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** Says so when it is initialized. */
  static final class Trap {
    static {
      System.setProperty("fjord.test.trap", "sprung");
    }

    Trap(String text) {
      throw new IllegalStateException(text);
    }
  }

  /** Fails with the texts it is given. */
  static final class Desk {
    @RpcMethod
    public String fail(String text) {
      throw new IllegalStateException(text);
    }

    @OnNotification
    public void take(Notification notification) {
      throw new IllegalStateException("for the log: " + notification.eventType().length());
    }
  }
}
