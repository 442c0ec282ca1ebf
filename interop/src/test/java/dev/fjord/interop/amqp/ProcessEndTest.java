package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.artemis.OwnArtemis;
import dev.fjord.interop.process.Signals;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.transport.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process is killed before it could close anything. */
class ProcessEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int NOTIFICATIONS = 20;

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();
  @RegisterExtension static final OwnArtemis artemis = new OwnArtemis(ArtemisBroker::start);

  private final String unique = UUID.randomUUID().toString();

  @Test
  void whatItHeldGoesToAnotherAndItsOwnQueuesExpire() throws Exception {
    String topic = "dying-" + unique;
    whatItHeldGoesToAnother(
        rabbit.url(), "?rabbit_transient_queues_ttl=1", topic, () -> ownQueues(topic));
  }

  @Test
  void overAmqp1WhatItHeldGoesToAnotherAndItsOwnQueuesGo() throws Exception {
    String topic = "dying-" + unique;
    whatItHeldGoesToAnother(artemis.url(), "", topic, () -> ownQueuesOfArtemis());
  }

  private void whatItHeldGoesToAnother(
      String url, String options, String topic, LongSupplier ownQueues) throws Exception {
    Target news = Target.topic("held-" + unique);
    try (Transport transport = Transport.open(url)) {
      Process process = start(url + options, topic, news.requireTopic());
      try (BufferedReader output = process.inputReader()) {
        Notifier notifier = Notifier.of(transport, "test").topics(news);
        for (int i = 0; i < NOTIFICATIONS; i++) {
          Wire.await(notifier.info(MessageContext.empty(), "counted", i));
        }
        assertThat(output.readLine()).isEqualTo(DyingService.HOLDING);
        assertThat(ownQueues.getAsLong()).isEqualTo(2);
      } finally {
        Signals.kill9(process);
      }
      Counting.Notifications seen = new Counting.Notifications();
      try (NotificationListener other =
          NotificationListener.builder(transport, news).endpoint(seen).start()) {
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(seen.seen()).hasSize(NOTIFICATIONS));
        assertThat(other.executor()).isEqualTo("hybrid");
      }
      Awaitility.await().atMost(PATIENCE).until(() -> ownQueues.getAsLong() == 0);
    }
  }

  private static Process start(String url, String topic, String news) throws IOException {
    // Under Maven the class path of this JVM is one jar that names the others.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-cp",
            classPath,
            DyingService.class.getName(),
            url,
            topic,
            news)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Its reply queue and its fanout queue. */
  private static long ownQueues(String topic) {
    return rabbit.node().queues(rabbit.virtualHost()).keySet().stream()
        .filter(name -> name.startsWith("reply_") || name.startsWith(topic + "_fanout_"))
        .count();
  }

  /** The same: their names are made up by broker and client. */
  private static long ownQueuesOfArtemis() {
    return artemis.broker().queues().keySet().stream()
        .filter(name -> !name.equals(ArtemisBroker.DEAD_LETTERS))
        .filter(name -> !name.contains("/anycast/") && !name.contains("/unicast/"))
        .count();
  }
}
