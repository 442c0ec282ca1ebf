package dev.fjord.cli.command;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker, and where on it. What is not given comes from the configuration. */
final class BrokerOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The broker, such as rabbit://user:password@host:5672/vhost, or fake:// for one in memory "
              + "that no other process reaches. "
              + "Default: transport_url of the configuration, else fake://.")
  private @Nullable String url;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "The topic. Default: ${DEFAULT-VALUE}.")
  private String topic;

  @Option(
      names = "--exchange",
      paramLabel = "EXCHANGE",
      description =
          "The control exchange. "
              + "Default: control_exchange of the configuration, else openstack.")
  private @Nullable String exchange;

  @Option(
      names = "--server",
      paramLabel = "SERVER",
      description =
          "The server's name. A serving command serves under it (default: fjord- and the process id), "
              + "a calling one asks that server only (default: any of the topic). "
              + "Notifications go to no server by name.")
  private @Nullable String server;

  @Option(
      names = "--config-file",
      paramLabel = "FILE",
      description =
          "Reads a configuration file: the .conf of an OpenStack service as it is, or Java properties. "
              + "Repeatable; wins over fjord.properties. "
              + "Default: none.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "KEY=VALUE",
      description =
          "Sets a configuration key, such as executor_thread_pool_size=8 or "
              + "oslo_messaging_rabbit.rabbit_quorum_queue=true. Repeatable; wins over fjord.properties, "
              + "environment and system properties.")
  private Map<String, String> config = new LinkedHashMap<>();

  BrokerOptions(String defaultTopic) {
    this.topic = defaultTopic;
  }

  /** The configuration of the process with the options on top. */
  FjordConfig config() {
    FjordConfig.Builder builder = FjordConfig.builder().fromProcess();
    files.forEach(builder::fromFile);
    builder.from(config);
    if (url != null) {
      builder.set(CoreOptions.TRANSPORT_URL, url);
    }
    if (exchange != null) {
      builder.set(CoreOptions.CONTROL_EXCHANGE, exchange);
    }
    return builder.build();
  }

  /** The topic, of any server. */
  Target topic() {
    return Target.topic(topic);
  }

  /** The topic, of the named server if one is named. */
  Target called() {
    return server == null ? topic() : topic().server(server);
  }

  /** The topic and the name that a server would serve under. */
  Target planned() {
    return topic().server(server == null ? "<server>" : server);
  }

  /** The topic and the name to serve under. */
  Target served() {
    return topic().server(server == null ? "fjord-" + ProcessHandle.current().pid() : server);
  }
}
