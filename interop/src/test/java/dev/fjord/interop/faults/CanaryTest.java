package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.Notifier;
import dev.fjord.rpc.RpcClient;
import dev.fjord.transport.Transport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A secret in every place where a secret can stand, and failures of every kind with all logs at
 * TRACE: the secret shows in no log, no exception, no event and no name of a thread.
 */
class CanaryTest {
  private static final String CANARY = "c4n4ry";
  private static final String SECRET = CANARY + "-p@ss:w/rd";
  private static final String ENCODED = CANARY + "-p%40ss%3Aw%2Frd";
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Target TOPIC = Target.topic("canary");

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Test
  void aSecretShowsNowhereWhateverFails() {
    rabbit.node().addUser("holder", SECRET, rabbit.virtualHost());
    String host = "@127.0.0.1:" + rabbit.node().port() + "/" + rabbit.virtualHost();
    int lines;
    try (AllLogs logs = new AllLogs();
        FaultProxy proxy = FaultProxy.before(rabbit.node().port())) {
      // Let in, disturbed, refused, unreachable, misspelt.
      String proxied = "@127.0.0.1:" + proxy.port() + "/" + rabbit.virtualHost();
      disturb("rabbit://holder:" + ENCODED + proxied, proxy);
      fail("rabbit://holder:" + CANARY + "-wrong" + host);
      fail("rabbit://" + CANARY + "-user:" + ENCODED + host);
      fail("rabbit://holder:" + ENCODED + "@127.0.0.1:1/");
      fail("rabbit://holder:" + ENCODED + host + "-no-such-vhost");
      fail("rabbits://holder:" + ENCODED + host);
      fail("rabbit://holder:" + ENCODED + host + "?no_such_option=" + CANARY);
      // The value of an option that is no number is told, on purpose.
      fail("rabbit://holder:" + ENCODED + host + "?heartbeat_timeout_threshold=often");
      fail("rabbit://holder:" + ENCODED + host + "?ssl=true&ssl_ca_file=/nowhere/x.pem");
      fail("rabbit://holder:" + ENCODED + "@[::1/");
      fail("nosuch://holder:" + ENCODED + host);
      fail("rabbit:/holder:" + ENCODED + host);
      Thread.getAllStackTraces().keySet().forEach(thread -> seen.add(thread.getName()));
      assertThat(logs.texts()).as("lines of the log").hasSizeGreaterThan(50);
      assertThat(logs.texts()).noneMatch(text -> leaks(text));
      assertThat(seen).as("exceptions, events, threads").hasSizeGreaterThan(20);
      assertThat(seen).noneMatch(text -> leaks(text));
      lines = logs.texts().size();
    } finally {
      rabbit.node().deleteUser("holder");
    }
    Figure.tell(lines + " lines of logs looked at");
  }

  /** A user's name that was refused is told, on purpose; a password never is. */
  private static boolean leaks(String text) {
    return text.replace(CANARY + "-user", "").contains(CANARY);
  }

  private void disturb(String url, FaultProxy proxy) {
    try (Transport transport = Transport.open(url)) {
      transport.onConnectionChange(change -> seen.add(change.toString()));
      seen.add(transport.url().toString());
      seen.add(transport.config().toString());
      use(transport);
      proxy.reset();
      use(transport);
      rabbit.node().closeConnections("canary test");
      use(transport);
      seen.add(transport.driver().toString());
    }
  }

  private void fail(String url) {
    try (Transport transport = Transport.open(url)) {
      List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
      transport.onConnectionChange(changes::add);
      use(transport);
      Awaitility.await().atMost(SOON).until(() -> !changes.isEmpty());
      changes.forEach(change -> seen.add(change.toString()));
    } catch (RuntimeException e) {
      add(e);
    }
  }

  private void use(Transport transport) {
    try {
      seen.add(
          String.valueOf(
              RpcClient.of(transport, TOPIC)
                  .timeout(SOON)
                  .request("m")
                  .arg("value", 1)
                  .call(Object.class)));
    } catch (RuntimeException e) {
      add(e);
    }
    try {
      Notifier.of(transport, "canary")
          .topics(TOPIC)
          .info(MessageContext.empty(), "e", 1)
          .toCompletableFuture()
          .orTimeout(SOON.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      add(e);
    }
  }

  private void add(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    seen.add(text.toString());
  }
}
