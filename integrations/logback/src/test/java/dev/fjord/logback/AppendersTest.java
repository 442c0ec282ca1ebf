package dev.fjord.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import dev.fjord.FjordConfig;
import dev.fjord.notify.Notification;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import dev.fjord.notify.RecordedNotifications;
import dev.fjord.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Log records leave as notifications, whatever becomes of them. */
class AppendersTest {
  private final LoggerContext logback = new LoggerContext();
  private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
  private final Transport transport =
      Transport.builder().config(FjordConfig.defaults()).url("fake://").open();
  private final Notifier recording = Notifier.of(transport, "log.host1").drivers("test");
  private final Logger logger = logback.getLogger("hotel.Desk");

  AppendersTest() {
    logback.setMDCAdapter(mdc);
  }

  @AfterEach
  void close() {
    logback.stop();
    transport.close();
  }

  @Test
  void aRecordHasTheTwelveFieldsOfPythons() {
    attach(new NotificationAppender(recording));
    mdc.put("request_id", "r1");
    IOException failure = new IOException("no paper");
    logger.atError().addKeyValue("floor", 3).setCause(failure).log("Room {} is on fire", 7);

    Notification notification = only();
    assertThat(notification.eventType()).isEqualTo("logrecord");
    assertThat(notification.publisherId()).isEqualTo("log.host1");
    assertThat(notification.context().asMap()).isEmpty();
    Map<?, ?> fields = notification.payload(Map.class);
    assertThat(fields.keySet())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(String.class))
        .containsExactly(
            "name",
            "levelno",
            "levelname",
            "exc_info",
            "pathname",
            "lineno",
            "msg",
            "funcName",
            "thread",
            "processName",
            "process",
            "extra");
    assertThat(fields.get("name")).isEqualTo("hotel.Desk");
    assertThat(fields.get("msg")).isEqualTo("Room 7 is on fire");
    assertThat(fields.get("pathname")).isEqualTo("AppendersTest.java");
    assertThat(fields.get("funcName")).isEqualTo("aRecordHasTheTwelveFieldsOfPythons");
    assertThat((Integer) fields.get("lineno")).isPositive();
    assertThat(fields.get("process")).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(fields.get("thread")).isEqualTo((int) Thread.currentThread().threadId());
    assertThat(fields.get("extra")).isEqualTo(Map.of("request_id", "r1", "floor", "3"));
    List<?> thrown = (List<?>) fields.get("exc_info");
    assertThat(thrown.get(0)).isEqualTo("java.io.IOException");
    assertThat(thrown.get(1)).isEqualTo("no paper");
    assertThat((String) thrown.get(2)).contains("aRecordHasTheTwelveFieldsOfPythons");
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR, ERROR, 40, ERROR",
    "WARN,  WARN,  30, WARNING",
    "INFO,  INFO,  20, INFO",
    "DEBUG, DEBUG, 10, DEBUG",
    "TRACE, DEBUG, 5,  TRACE"
  })
  void aLevelIsAPriorityAndPythonsNumber(String level, Priority priority, int number, String name) {
    NotificationAppender appender = attach(new NotificationAppender(recording));
    appender.setIncludeCallerData(false);
    logger.atLevel(org.slf4j.event.Level.valueOf(level)).log("m");

    assertThat(only().priority()).isEqualTo(priority);
    Map<?, ?> fields = only().payload(Map.class);
    assertThat(fields.get("levelno")).isEqualTo(number);
    assertThat(fields.get("levelname")).isEqualTo(name);
    assertThat(fields.get("exc_info")).isNull();
    assertThat(fields.get("extra")).isNull();
    assertThat(fields.get("funcName")).isEqualTo("?");
  }

  @Test
  void onlyTheTextsOfErrorsLeaveThroughTheOther() {
    attach(new ErrorNotificationAppender(recording));
    logger.warn("not this");
    logger.error("Room {} is on fire", 7);

    assertThat(only().eventType()).isEqualTo("error_notification");
    assertThat(only().priority()).isEqualTo(Priority.ERROR);
    assertThat((Object) only().payload(Map.class)).isEqualTo(Map.of("error", "Room 7 is on fire"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.fjord.notify.Notifier",
        "dev.fjord",
        "com.rabbitmq.client.impl.X",
        "io.netty.channel.X",
        "oslo.messaging.notification.logrecord"
      })
  void whatIsLoggedAboutTheLeavingStays(String name) {
    attach(new NotificationAppender(recording));
    logback.getLogger(name).error("lost");
    logback.getLogger("dev.fjordland.Desk").error("of the application");

    assertThat(only().payload(Map.class).get("name")).isEqualTo("dev.fjordland.Desk");
  }

  @Test
  void aBrokerThatTakesNothingHoldsUpNobodyAndLossesAreTold() {
    StuckDriver stuck = new StuckDriver(logback);
    try (Transport slow = stuck.open()) {
      NotificationAppender appender =
          attach(new NotificationAppender(Notifier.of(slow, "p").drivers("messagingv2")));
      appender.setMaxPending(10);
      IntStream.range(0, 10_000).forEach(i -> logger.info("record {}", i));

      assertThat(stuck.sends).hasSize(10);
      assertThat(appender.dropped()).isEqualTo(9_990);
      stuck.sends.get(0).complete(null);
      stuck.sends.get(1).completeExceptionally(new IllegalStateException("gone"));
      await().atMost(Duration.ofSeconds(10)).until(() -> appender.failed() == 1);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                logger.info("room again");
                return stuck.sends.size() == 12;
              });

      assertThat(stuck.bodies.get(10)).contains("room again");
      assertThat(stuck.bodies.get(11)).contains("WARNING", " log records were dropped");
      assertThat(statuses())
          .contains("Log records are dropped: 10 are under way")
          .anyMatch(text -> text.matches("\\d+ log records were dropped"))
          .contains("A log record was not published, nor may the next ones be");
    }
  }

  @Test
  void aNotifierThatLogsDoesNotLogItsOwnRecordsAgain() {
    StuckDriver stuck = new StuckDriver(logback);
    try (Transport slow = stuck.open()) {
      attach(new NotificationAppender(Notifier.of(slow, "p")));
      logger.info("one");
      // The driver logs as it sends, through a logger that nobody knows.
      logback.getLogger("some.library.of.the.driver").info("two");

      assertThat(stuck.sends).hasSize(2);
    }
  }

  @Test
  void aRecordThatHasNoJsonIsCountedAndHurtsNobody() {
    StuckDriver stuck = new StuckDriver(logback);
    try (Transport closed = stuck.open()) {
      NotificationAppender appender =
          attach(
              new NotificationAppender(
                  Notifier.of(closed, "p")
                      .serializer(
                          new dev.fjord.spi.Serializer() {
                            @Override
                            public void write(Object value, java.io.OutputStream out) {
                              throw new dev.fjord.SerializationException("no JSON", null);
                            }

                            @Override
                            public Object read(
                                dev.fjord.spi.JsonText json, java.lang.reflect.Type type) {
                              return null;
                            }
                          })));
      appender.setMaxPending(1);
      logger.error("one");
      logger.error("two");

      assertThat(appender.failed()).isEqualTo(2);
      assertThat(appender.dropped()).isZero();
    }
  }

  @Test
  void bothAreConfiguredInXmlAndCloseWhatTheyOpened() throws Exception {
    configure(
        """
        <appender name="A" class="dev.fjord.logback.NotificationAppender">
          <url>fake://</url>
          <publisherId>log.host1</publisherId>
          <driver>messagingv2, test</driver>
          <topic>logs, more</topic>
          <maxPending>5</maxPending>
          <includeCallerData>false</includeCallerData>
        </appender>
        <appender name="B" class="dev.fjord.logback.ErrorNotificationAppender">
          <url>fake://</url>
        </appender>
        <root level="INFO"><appender-ref ref="A"/><appender-ref ref="B"/></root>
        """);
    Logger root = logback.getLogger("ROOT");
    PublishingAppender a = (PublishingAppender) root.getAppender("A");
    PublishingAppender b = (PublishingAppender) root.getAppender("B");
    logger.error("fire");

    assertThat(statuses()).noneMatch(text -> text.contains("cannot be published"));
    assertThat(List.of(a.isStarted(), b.isStarted())).containsOnly(true);
    assertThat(List.of(a.failed(), b.failed(), a.dropped(), b.dropped())).containsOnly(0L);
    logback.stop();
    assertThat(List.of(a.isStarted(), b.isStarted())).containsOnly(false);
  }

  @ParameterizedTest
  @CsvSource({
    "<url>smoke://h/</url>,                            no driver 'smoke'",
    "<url>fake://</url><driver>smoke</driver>,         no notifier driver 'smoke'",
    "<url>nonsense</url>,                              begin with a driver's scheme",
  })
  void whatIsWrongIsAStatusAndTheApplicationRuns(String settings, String reason) throws Exception {
    configure(
        "<appender name=\"A\" class=\"dev.fjord.logback.NotificationAppender\">"
            + settings
            + "</appender><root level=\"INFO\"><appender-ref ref=\"A\"/></root>");
    logger.error("fire");

    assertThat(statuses())
        .anyMatch(text -> text.contains("cannot be published") && text.contains(reason));
    assertThat(logback.getLogger("ROOT").getAppender("A").isStarted()).isFalse();
  }

  @Test
  void aWindowHasRoomForOneAtLeast() {
    assertThatThrownBy(() -> new NotificationAppender(recording).setMaxPending(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private <A extends PublishingAppender> A attach(A appender) {
    appender.setContext(logback);
    appender.start();
    Logger root = logback.getLogger("ROOT");
    root.setLevel(Level.TRACE);
    root.addAppender(appender);
    return appender;
  }

  private void configure(String xml) throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logback);
    configurator.doConfigure(
        new ByteArrayInputStream(
            ("<configuration>" + xml + "</configuration>").getBytes(StandardCharsets.UTF_8)));
  }

  private Notification only() {
    List<Notification> all = RecordedNotifications.of(transport).all();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<String> statuses() {
    return logback.getStatusManager().getCopyOfStatusList().stream()
        .map(Status::getMessage)
        .toList();
  }
}
