package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Notification;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is logged leaves alike, whether Java or Python logs it. */
class PythonLogRecordTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  private static final String LOGGER = "hotel.Desk";
  private static final String TEXT = "Room 7 is on fire";

  private final LoggerContext logback = new LoggerContext();
  private final Letters letters = new Letters();
  private Bench bench;

  @BeforeEach
  void open() {
    logback.setMDCAdapter(new LogbackMDCAdapter());
    bench = new Bench(Wire.RABBITMQ, rabbit);
    bench.listen(Execution.ASYNC_METHODS_ON_HYBRID, letters);
  }

  @AfterEach
  void close() throws Exception {
    logback.stop();
    bench.close();
  }

  @Rule("notification.logrecord")
  @Test
  void aRecordLeavesInTheFormOfPythonsHandler() throws Exception {
    python.answer(PeerCommand.log(LOGGER, TEXT).topics(topic()));
    Notification pythons = letters.next(Bench.SOON);
    Notification javas = logged("NotificationAppender", "<publisherId>log.host1</publisherId>");

    assertAlike(javas, pythons);
    Map<?, ?> expected = pythons.payload(Map.class);
    Map<?, ?> fields = javas.payload(Map.class);
    assertThat(new ArrayList<Object>(fields.keySet()))
        .isEqualTo(new ArrayList<Object>(expected.keySet()));
    for (String same : List.of("name", "levelno", "levelname", "exc_info", "msg", "extra")) {
      assertThat(fields.get(same)).as(same).isEqualTo(expected.get(same));
    }
    for (String alike :
        List.of("pathname", "lineno", "funcName", "thread", "processName", "process")) {
      boolean isNumber = expected.get(alike) instanceof Number;
      assertThat(fields.get(alike)).as(alike).isInstanceOf(isNumber ? Number.class : String.class);
    }
  }

  @Rule("notification.logrecord")
  @Test
  void anErrorLeavesInTheFormOfPythonsHandler() throws Exception {
    python.answer(PeerCommand.log(LOGGER, TEXT).topics(topic()).with("errors", true));
    Notification pythons = letters.next(Bench.SOON);
    Notification javas = logged("ErrorNotificationAppender", "");

    assertAlike(javas, pythons);
    assertThat((Object) javas.payload(Map.class)).isEqualTo(pythons.payload(Map.class));
  }

  private static void assertAlike(Notification javas, Notification pythons) {
    assertThat(javas.eventType()).isEqualTo(pythons.eventType());
    assertThat(javas.priority()).isEqualTo(pythons.priority());
    assertThat(javas.publisherId()).isEqualTo(pythons.publisherId());
  }

  /** What comes of an error that is logged through an appender of its own log. */
  private Notification logged(String appender, String more) throws Exception {
    String xml =
        """
        <configuration>
          <appender name="A" class="dev.fjord.logback.%s">
            <url>%s</url><topic>%s</topic>%s
          </appender>
          <root level="INFO"><appender-ref ref="A"/></root>
        </configuration>
        """
            .formatted(appender, rabbit.url().replace("&", "&amp;"), topic(), more);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logback);
    configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    logback.getLogger(LOGGER).error(TEXT);
    return letters.next(Bench.SOON);
  }

  private String topic() {
    return bench.topic().requireTopic();
  }
}
