package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fjord.ConfigOption;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.driver.amqp.rabbit.RabbitDriverProvider;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.transport.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A service's own file means to Java what it means to Python. */
class OsloConfigFileTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.fjord.config");

  @TempDir Path folder;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void collect() {
    log.start();
    LOGGER.setLevel(Level.INFO);
    LOGGER.addAppender(log);
    LOGGER.setAdditive(false);
  }

  @AfterEach
  void stopCollecting() {
    LOGGER.detachAppender(log);
    LOGGER.setLevel(null);
    LOGGER.setAdditive(true);
  }

  @Test
  void everyOptionThatTheFileSetsHasTheValueThatPythonReads() throws Exception {
    Path file = nova();
    JsonNode pythons =
        python.answer(
            PeerCommand.conf(
                file,
                List.of(
                    List.of("DEFAULT", "my_ip"),
                    List.of("DEFAULT", "region"),
                    List.of("DEFAULT", "state_path"),
                    List.of("service_user", "project_name"))));
    Map<String, Object> expected = new LinkedHashMap<>();
    Map<String, Object> read = new LinkedHashMap<>();
    try (Transport transport = open(file)) {
      for (ConfigOption<?> option : options()) {
        if (transport.config().isSet(option)) {
          JsonNode value = pythons.path(option.group()).path(pythonName(option));
          if (!value.isMissingNode()) {
            expected.put(option.key(), comparable(value));
            read.put(option.key(), comparable(transport.config().get(option)));
          }
        }
      }
    }
    assertThat(read).isEqualTo(expected).hasSizeGreaterThan(22);
    assertThat(read)
        .containsEntry(
            "transport_url",
            "rabbit://nova:pa$word@10.0.0.7:5672,nova:pa$word@10.0.0.8:5672/north_vhost")
        .containsEntry("control_exchange", "nova")
        .containsEntry("oslo_messaging_notifications.driver", List.of("messagingv2", "log"))
        .containsEntry("oslo_messaging_rabbit.ssl_ca_file", "/var/lib/nova/ca.pem");
  }

  @Test
  void formerNamesAreWarnedOfWhatHasNoEffectSaysWhyAndWhatIsOfOthersIsPassedOver() {
    open(nova()).close();
    assertThat(messages(Level.WARN))
        .containsExactlyInAnyOrder(
            "notification_topics is a former name of oslo_messaging_notifications.topics; write"
                + " that instead",
            "oslo_messaging_rabbit.kombu_ssl_ca_certs is a former name of"
                + " oslo_messaging_rabbit.ssl_ca_file; write that instead",
            "oslo_messaging_rabbit.rabbit_quroum_max_memory_length is a former name of"
                + " oslo_messaging_rabbit.rabbit_quorum_max_memory_length; write that instead",
            "rpc_thread_pool_size is a former name of executor_thread_pool_size; write that"
                + " instead");
    assertThat(messages(Level.INFO))
        .contains(
            "rpc_conn_pool_size is accepted and has no effect. Nothing: there is no pool of"
                + " connections.",
            "oslo_messaging_rabbit.heartbeat_in_pthread is accepted and has no effect. Nothing:"
                + " heartbeats have their own thread.",
            "1 keys of [oslo_messaging_kafka] have no effect: no driver on the class path reads"
                + " that group")
        .anyMatch(line -> line.startsWith("oslo_messaging_metrics.metrics_enabled is accepted"));
  }

  @Test
  void slipsOfThePenAreWarnedOfAlsoInTheFileOfAWholeService() throws Exception {
    Path file =
        write(
            "[DEFAULT]\ntransport_url = rabbit://h\nrpc_respnse_timeout = 5\nhost = here\n"
                + "[oslo_messaging_rabbit]\nrabbit_quorum_que = true\nmade_up = 1\n"
                + "[oslo_messaging_rabit]\nrabbit_quorum_queue = true\n");
    open(file).close();
    assertThat(messages(Level.WARN))
        .containsExactlyInAnyOrder(
            "There is no option rpc_respnse_timeout, so it has no effect. Did you mean"
                + " rpc_response_timeout?",
            "There is no option oslo_messaging_rabbit.rabbit_quorum_que, so it has no effect. Did"
                + " you mean oslo_messaging_rabbit.rabbit_quorum_queue?",
            "There is no option oslo_messaging_rabit.rabbit_quorum_queue, so it has no effect. Did"
                + " you mean oslo_messaging_rabbit.rabbit_quorum_queue?",
            messages(Level.WARN).stream().filter(one -> one.contains("made_up")).findFirst().get());
  }

  @Test
  void whereTheFileIsSilentOslosDefaultsHold() throws Exception {
    FjordConfig config = FjordConfig.builder().fromFile(write("[DEFAULT]\nhost = here\n")).build();
    assertThat(config.get(CoreOptions.TRANSPORT_URL)).isEqualTo("rabbit://");
    assertThat(config.get(CoreOptions.NOTIFICATION_DRIVERS)).isEmpty();
    JsonNode pythons = python.answer(PeerCommand.conf(write("[DEFAULT]\n"), List.of()));
    assertThat(pythons.at("/DEFAULT/transport_url").asString()).isEqualTo("rabbit://");
    assertThat(pythons.at("/oslo_messaging_notifications/driver").isEmpty()).isTrue();
  }

  private static Transport open(Path file) {
    return Transport.builder().config(FjordConfig.builder().fromFile(file).build()).open();
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("service.conf"), text);
  }

  private static Path nova() {
    return Path.of("src/test/resources/dev/fjord/interop/config/nova.conf").toAbsolutePath();
  }

  private static List<ConfigOption<?>> options() {
    List<ConfigOption<?>> all = new ArrayList<>(CoreOptions.all());
    all.addAll(new RabbitDriverProvider().options());
    return all;
  }

  /** The installed one misspells two. */
  private static String pythonName(ConfigOption<?> option) {
    return option.name().replace("rabbit_quorum_max_memory", "rabbit_quroum_max_memory");
  }

  private List<String> messages(Level level) {
    return log.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static Object comparable(Object value) {
    if (value instanceof JsonNode node) {
      return node.isArray()
          ? node.valueStream().map(OsloConfigFileTest::comparable).toList()
          : node.isBoolean()
              ? node.booleanValue()
              : node.isNumber() ? (Object) node.doubleValue() : node.asString();
    }
    if (value instanceof Duration time) {
      return time.toNanos() / 1e9;
    }
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }
}
