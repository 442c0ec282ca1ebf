package dev.fjord.benchmarks.run;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Many services of one kind against one broker, each with a transport of its own, as if it were a
 * process. Confined to one thread.
 */
final class Fleet implements AutoCloseable {
  private final FjordConfig config;
  private final List<Runnable> closers = new ArrayList<>();
  private final Transport visitor;

  /** Against a broker, with options of the driver's group. */
  Fleet(String address, Map<String, String> options) {
    FjordConfig.Builder builder =
        FjordConfig.builder()
            .set(CoreOptions.TRANSPORT_URL, "rabbit://guest:guest@" + address + "/");
    options.forEach((name, value) -> builder.set("oslo_messaging_rabbit." + name, value));
    config = builder.build();
    visitor = transport();
    serve("home", "host");
    call(visitor, Target.topic("home"));
  }

  /** What a service does. */
  enum Kind {
    /** Serves one topic together with all the others. */
    SERVER_OF_ONE_TOPIC("server of the same topic"),
    /** Serves a topic of its own. */
    SERVER_OF_ITS_OWN_TOPIC("server of a topic of its own"),
    /** Only calls. */
    CALLER("caller"),
    /** Only listens to notifications. */
    LISTENER("listener of the same notifications");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** Starts one more service, and has it do what it is for. */
  void add(Kind kind, int number) {
    switch (kind) {
      case SERVER_OF_ONE_TOPIC -> {
        serve("shared", "host-" + number);
        call(visitor, Target.topic("shared").server("host-" + number));
      }
      case SERVER_OF_ITS_OWN_TOPIC -> {
        serve("topic-" + number, "host");
        call(visitor, Target.topic("topic-" + number));
      }
      case CALLER -> call(transport(), Target.topic("home"));
      case LISTENER -> {
        NotificationListener listener =
            NotificationListener.builder(transport(), Target.topic("notifications"))
                .endpoint(new Reader())
                .start();
        closers.add(listener::close);
      }
    }
  }

  @Override
  public void close() {
    closers.reversed().forEach(Runnable::run);
  }

  private Transport transport() {
    Transport transport = Transport.builder().config(config).open();
    closers.add(transport::close);
    return transport;
  }

  private void serve(String topic, String server) {
    RpcServer running =
        RpcServer.builder(transport(), Target.topic(topic).server(server))
            .endpoint(new Host())
            .executor("hybrid")
            .start();
    closers.add(running::close);
  }

  private static void call(Transport from, Target to) {
    RpcClient.of(from, to).request("ping").call(String.class);
  }

  /** The smallest endpoint. */
  static final class Host {
    /** Answers. */
    @RpcMethod
    public String ping() {
      return "pong";
    }
  }

  /** The smallest listener. */
  static final class Reader {
    /** Takes a notification. */
    @OnNotification(Priority.INFO)
    public void info(Notification notification) {}
  }
}
