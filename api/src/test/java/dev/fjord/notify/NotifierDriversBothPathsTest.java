package dev.fjord.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fjord.DeliveryException;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.ProviderException;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ManualTimers;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.spi.SendOptions;
import dev.fjord.spi.Serializer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Where notifications go, and what becomes of those that do not arrive. */
class NotifierDriversBothPathsTest {
  static {
    // On the module path the tests are part of a module that knows of no log but SLF4J.
    Module own = NotifierDriversBothPathsTest.class.getModule();
    own.addReads(LoggerFactory.getILoggerFactory().getClass().getModule());
    ModuleLayer.boot()
        .findModule("ch.qos.logback.core")
        .ifPresent(appenders -> own.addReads(appenders));
  }

  private static final String OPTION = "oslo_messaging_notifications.driver";
  private static final DeliveryException REJECTED =
      new DeliveryException("full", DeliveryException.Retry.SAFE, null);

  private final ScriptedDriver driver = new ScriptedDriver();
  private final ManualTimers timers = new ManualTimers();
  private final MessageContext nobody = MessageContext.empty();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Runnable> cleanUps = new ArrayList<>();

  @AfterEach
  void close() {
    cleanUps.forEach(Runnable::run);
  }

  @Test
  void severalDriversGetTheSameNotification() {
    watch("oslo.messaging.notification.vm.create", Level.DEBUG);
    Transport transport = open("messagingv2, messaging,log , test");

    Notifier.of(transport, "p").info(nobody, "vm.create", Map.of("id", 1));

    assertThat(driver.sends)
        .extracting(sent -> sent.options().kind())
        .containsExactly(SendOptions.Kind.NOTIFICATION, SendOptions.Kind.BARE_NOTIFICATION);
    String body = driver.sends.get(0).message().body().asString();
    assertThat(driver.sends.get(1).message().body().asString()).isEqualTo(body);
    assertThat(log.list)
        .extracting(line -> plain(transport, line.getFormattedMessage()))
        .containsExactly(plain(transport, body));
    List<Notification> recorded = RecordedNotifications.of(transport).all();
    assertThat(recorded).hasSize(1);
    assertThat(body).contains(recorded.get(0).messageId());
    assertThat(recorded.get(0).priority()).isEqualTo(Priority.INFO);
    assertThat(recorded.get(0).eventType()).isEqualTo("vm.create");
    assertThat((Object) recorded.get(0).payload(Map.class)).isEqualTo(Map.of("id", 1));
    RecordedNotifications.of(transport).clear();
    assertThat(RecordedNotifications.of(transport).all()).isEmpty();
  }

  @Test
  void oneDriverThatFailsHindersNoOther() throws Exception {
    watch("dev.fjord.notify", Level.DEBUG);
    Transport transport = open("messagingv2,test,messaging");
    UndeliverableException first = new UndeliverableException(Target.topic("a"));
    UndeliverableException second = new UndeliverableException(Target.topic("b"));

    CompletionStage<Void> stage = Notifier.of(transport, "p").info(nobody, "e", 1);
    driver.sends.get(1).done().completeExceptionally(second);
    assertThat(stage.toCompletableFuture()).isNotDone();
    driver.sends.get(0).done().completeExceptionally(first);

    assertThat(catchThrowable(() -> stage.toCompletableFuture().get(5, TimeUnit.SECONDS)))
        .hasCause(first);
    assertThat(first).hasSuppressedException(second);
    assertThat(RecordedNotifications.of(transport).all()).hasSize(1);
    assertThat(log.list)
        .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("WARN The notification e did not leave through messaging."))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("WARN The notification e did not leave through messagingv2."));
  }

  @Test
  void aRowOfFailuresIsLoggedOnceAndItsEndToo() {
    watch("dev.fjord.notify", Level.INFO);
    Notifier notifier = Notifier.of(open("messaging"), "p");
    for (int i = 0; i < 3; i++) {
      notifier.publisherId("q").info(nobody, "e", i);
      driver.sends.get(i).done().completeExceptionally(new IllegalStateException("broken"));
    }
    notifier.info(nobody, "e", 3);
    driver.sends.get(3).done().complete(null);

    assertThat(log.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.INFO);
  }

  @Test
  void withoutADriverOrWithNoopAloneNothingGoesAnywhere() throws Exception {
    for (String drivers : List.of("", "noop")) {
      Notifier notifier = Notifier.of(open(drivers), "p");

      assertThat(notifier.isEnabled()).isFalse();
      notifier.info(nobody, "e", 1).toCompletableFuture().get(5, TimeUnit.SECONDS);
      assertThat(notifier.drivers("noop", "test").isEnabled()).isTrue();
    }
    assertThat(driver.sends).isEmpty();
  }

  @Test
  void aDriverThatNobodyProvidesIsAnErrorThatSaysWhatThereIs() {
    Transport transport = open("smoke-signals");
    assertThatThrownBy(() -> Notifier.of(transport, "p"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("no notifier driver 'smoke-signals'")
        .hasMessageContaining("log, messaging, messagingv2, noop, test")
        .hasMessageContaining("dev.fjord:fjord-notify-routing for routing");
  }

  @Test
  void driversEndWithTheirTransport() {
    Transport transport = open("test");
    transport.close();
    assertThatThrownBy(() -> Notifier.of(transport, "p"))
        .isInstanceOf(TransportClosedException.class);
  }

  @ParameterizedTest
  @CsvSource({"-1, 7, 7", "0, 7, 0", "2, 7, 2", "3, 1, 1"})
  void whatSurelyDidNotArriveIsSentAgain(int retry, int failures, int repeats) throws Exception {
    Notifier notifier = Notifier.of(open("messagingv2"), "p").retry(retry);
    CompletionStage<Void> stage = notifier.info(nobody, "e", 1);
    for (int i = 0; i < failures && i < driver.sends.size(); i++) {
      driver.sends.get(i).done().completeExceptionally(REJECTED);
      timers.advance(Duration.ofSeconds(1));
    }

    assertThat(driver.sends).hasSize(1 + repeats);
    if (repeats == failures) {
      driver.sends.get(repeats).done().complete(null);
      stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    } else {
      assertThat(catchThrowable(() -> stage.toCompletableFuture().get(5, TimeUnit.SECONDS)))
          .hasCause(REJECTED);
    }
    assertThat(driver.sends)
        .extracting(sent -> sent.message().body().asString())
        .containsOnly(driver.sends.get(0).message().body().asString());
  }

  @Test
  void allAttemptsTogetherTakeNoLongerThanTheTimeout() {
    Notifier notifier = Notifier.of(open("messagingv2"), "p").timeout(Duration.ofSeconds(5));
    CompletionStage<Void> stage = notifier.info(nobody, "e", 1);
    for (int i = 0; i < driver.sends.size(); i++) {
      assertThat(driver.sends.get(i).options().timeout())
          .isLessThanOrEqualTo(Duration.ofSeconds(5 - i));
      driver.sends.get(i).done().completeExceptionally(REJECTED);
      timers.advance(Duration.ofSeconds(1));
    }

    assertThat(driver.sends).hasSizeBetween(5, 6);
    assertThat(stage.toCompletableFuture())
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCause(REJECTED);
  }

  @Test
  void whatMayHaveArrivedIsNotSentAgain() {
    DeliveryException unknown =
        new DeliveryException("lost", DeliveryException.Retry.MAY_DUPLICATE, null);
    Notifier.of(open("messagingv2"), "p").info(nobody, "e", 1);
    driver.sends.get(0).done().completeExceptionally(unknown);
    timers.advance(Duration.ofSeconds(2));

    assertThat(driver.sends).hasSize(1);
  }

  @Test
  void secretsStayOutOfTheLog() {
    watch("oslo.messaging.notification.e", Level.DEBUG);
    Notifier notifier = Notifier.of(open("log"), "p");
    notifier.debug(
        nobody,
        "e",
        Map.of(
            "user", "u1",
            "admin_pass", "hush",
            "nested", List.of(Map.of("auth_token_2", List.of("hush"), "n", 1)),
            "url", "http://h/?password=hush&x=1",
            "json", "{\"token\": \"hush\", 'secret': 'hu,sh'}",
            "command", "mount --password hush /mnt <token>hush</token>",
            "long", "token=hush" + "x".repeat(20_000)));

    String line = log.list.get(0).getFormattedMessage();
    assertThat(line).doesNotContain("hush").contains("\"u1\"", "x=1", "/mnt", "\"n\":1");
  }

  @Test
  void eachPriorityHasItsLevelInTheLog() {
    watch("oslo.messaging.notification.e", Level.TRACE);
    Notifier notifier = Notifier.of(open("log"), "p");
    for (Priority priority : Priority.values()) {
      notifier.emit(priority, nobody, "e", 1);
    }

    assertThat(log.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(
            Level.INFO, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR, Level.ERROR, Level.INFO);
  }

  @Test
  void onlyHarmlessPartsOfTheContextGoOut() {
    MessageContext context =
        nobody.with("user_id", "u1").with("auth_token", "hush").with("shoe_size", 44);
    Transport transport = open("test");
    Notifier notifier = Notifier.of(transport, "p");

    notifier.info(context, "safe", 1);
    notifier.redaction(ContextRedaction.nothing()).info(context, "nothing", 1);
    notifier.redaction(ContextRedaction.everything()).info(context, "everything", 1);
    notifier.redaction(ContextRedaction.keeping(Set.of("shoe_size"))).info(context, "some", 1);

    assertThat(RecordedNotifications.of(transport).all())
        .extracting(notification -> notification.context().asMap())
        .containsExactly(
            Map.of("user_id", "u1"), Map.of(), context.asMap(), Map.of("shoe_size", 44));
  }

  @Test
  void aSerializerOfTheUsersWritesThePayload() {
    Transport transport = open("test");
    Notifier.of(transport, "p")
        .serializer(
            new Serializer() {
              @Override
              public void write(Object value, java.io.OutputStream out) {
                transport.codec().write(Map.of("wrapped", value), out);
              }

              @Override
              public Object read(JsonText json, java.lang.reflect.Type type) {
                throw new IllegalStateException("Nothing is read");
              }
            })
        .info(nobody, "e", 7);

    assertThat((Object) RecordedNotifications.of(transport).all().get(0).payload(Map.class))
        .isEqualTo(Map.of("wrapped", 7));
  }

  @Test
  void notificationsMayHaveABrokerOfTheirOwn() {
    FjordConfig config =
        FjordConfig.builder()
            .set("transport_url", "scripted://rpc/")
            .set("oslo_messaging_notifications.transport_url", "scripted://events/")
            .build();
    for (Map.Entry<Transport.Builder, String> expected :
        Map.of(
                Transport.builder().config(config), "rpc",
                Transport.builder().config(config).forNotifications(), "events",
                Transport.builder().forNotifications().config(config), "events",
                Transport.builder().config(config).url("scripted://own/").forNotifications(), "own")
            .entrySet()) {
      try (Transport transport = expected.getKey().provider(driver.provider()).open()) {
        assertThat(transport.url().toString()).contains(expected.getValue());
      }
    }
  }

  private static Object plain(Transport transport, String json) {
    return transport.codec().readPlain(JsonText.of(json));
  }

  private Transport open(String drivers) {
    Transport transport =
        Transport.builder()
            .config(FjordConfig.builder().set(OPTION, drivers).build())
            .url("scripted://h/")
            .provider(driver.provider())
            .timers(timers)
            .open();
    cleanUps.add(transport::close);
    return transport;
  }

  private void watch(String name, Level level) {
    Logger logger = (Logger) LoggerFactory.getLogger(name);
    Level before = logger.getLevel();
    logger.setLevel(level);
    logger.setAdditive(false);
    logger.addAppender(log);
    log.start();
    cleanUps.add(
        () -> {
          logger.detachAppender(log);
          logger.setAdditive(true);
          logger.setLevel(before);
        });
  }
}
