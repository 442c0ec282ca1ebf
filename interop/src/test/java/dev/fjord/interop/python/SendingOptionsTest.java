package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.Firehose;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.RawMessage;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Options and times that change what is sent, between Java and Python. */
class SendingOptionsTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp");

  private RawBroker raw;

  @BeforeEach
  void open() {
    raw = rabbit.raw();
  }

  @AfterEach
  void close() {
    raw.close();
  }

  /** The option's value is no name that kombu 5.2.4 has for this compression. */
  @Rule("compression.sent-bz2")
  @Test
  void pythonReadsBzip2AndCannotSendIt() throws Exception {
    String packed = rabbit.url() + "?kombu_compression=bz2";
    run(PeerCommand.serve("packed", "p1"));
    run(PeerCommand.listen("packed-letters", "letters"));
    try (JavaSide java = new JavaSide(packed, Map.of());
        Firehose firehose = raw.firehose()) {
      String value = "to be packed ".repeat(100);
      assertThat(
              java.client(Target.topic("packed"))
                  .request("echo")
                  .arg("value", value)
                  .call(String.class))
          .isEqualTo(value);
      RawMessage request =
          firehose.next(message -> message.routingKey().equals("packed"), Bench.SOON);
      assertThat(request.properties().getHeaders())
          .isEqualTo(Map.of("compression", "application/x-bz2"));
      assertThat(request.body()).startsWith("BZh".getBytes(StandardCharsets.US_ASCII));
      assertThat(request.body().length).isLessThan(value.length());
      java.publish("letters", Priority.INFO, value);
      assertThat(python.awaitEvent("notification", Bench.SOON).get("payload").asString())
          .isEqualTo(value);
    }
    ExecutionException e =
        catchThrowableOfType(
            ExecutionException.class,
            () -> python.answer(PeerCommand.cast("packed", "nothing").on(packed)));
    assertThat((PeerFailure) e.getCause())
        .satisfies(failure -> assertThat(failure.className()).isEqualTo("MessageDeliveryFailure"))
        .hasMessageContaining("bz2");
    run(PeerCommand.end("p1"));
    run(PeerCommand.end("packed-letters"));
  }

  @Rule("options.gzip")
  @Test
  void whatOneSideCompressesTheOtherReadsWithoutTheOption() throws Exception {
    String packed = rabbit.url() + "?kombu_compression=gzip";
    Map<String, Object> header = Map.of("compression", "application/x-gzip");
    String value = "to be packed ".repeat(100);
    run(PeerCommand.serve("zipped", "p1"));
    try (JavaSide sending = new JavaSide(packed, Map.of());
        JavaSide serving = new JavaSide(rabbit.url(), Map.of());
        Firehose firehose = raw.firehose()) {
      serving.serve("zipping", "s1");
      assertThat(
              sending
                  .client(Target.topic("zipped"))
                  .request("echo")
                  .arg("value", value)
                  .call(String.class))
          .isEqualTo(value);
      assertThat(run(PeerCommand.call("zipping", "echo").arg("value", value).on(packed)).asString())
          .isEqualTo(value);
      for (String topic : new String[] {"zipped", "zipping"}) {
        RawMessage request =
            firehose.next(message -> message.routingKey().equals(topic), Bench.SOON);
        assertThat(request.properties().getHeaders()).as(topic).isEqualTo(header);
        assertThat(request.body().length).as(topic).isLessThan(value.length());
      }
    }
    run(PeerCommand.end("p1"));
  }

  @Rule("request.expires")
  @Test
  void aRequestVanishesWithItsCallersTime() throws Exception {
    raw.declareExchange("openstack", BuiltinExchangeType.TOPIC);
    raw.declareQueue("unserved");
    raw.bind("unserved", "openstack", "unserved");
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(
            () ->
                python.answer(
                    PeerCommand.call("unserved", "echo").timeout(Duration.ofMillis(400))));
    try (JavaSide java = new JavaSide(rabbit.url(), Map.of());
        Firehose firehose = raw.firehose()) {
      assertThatExceptionOfType(MessagingTimeoutException.class)
          .isThrownBy(
              () ->
                  java.client(Target.topic("unserved"))
                      .timeout(Duration.ofMillis(400))
                      .request("echo")
                      .call(Object.class));
      assertThat(
              firehose
                  .next(message -> message.routingKey().equals("unserved"), Bench.SOON)
                  .properties()
                  .getExpiration())
          .matches("[1-4]?\\d\\d");
    }
    await().atMost(Bench.SOON).until(() -> raw.ready("unserved").orElseThrow() == 0);
  }

  /** A second request behind the first shows that the first reply was given up, not delayed. */
  @Rule("reply.mandatory-off")
  @Test
  void aReplyWithoutAQueueIsDroppedWhereThatIsNotToBeNoticed() throws Exception {
    try (JavaSide java = new JavaSide(rabbit.url() + "?direct_mandatory_flag=false", Map.of());
        Firehose firehose = raw.firehose()) {
      java.serve("careless", "s1");
      String request = "{\"method\": \"nothing\", \"_msg_id\": \"1\", \"_reply_q\": \"QUEUE\"}";
      raw.publishJson("openstack", "careless", request.replace("QUEUE", "reply_missing"));
      firehose.next(message -> message.routingKey().equals("reply_missing"), Bench.SOON);
      raw.declareQueue("reply_missing");
      raw.declareQueue("reply_there");
      raw.publishJson("openstack", "careless", request.replace("QUEUE", "reply_there"));
      raw.await("reply_there", Bench.SOON);
      assertThat(raw.ready("reply_missing")).contains(0);
    }
  }

  private static JsonNode run(PeerCommand command) throws Exception {
    return python.answer(command);
  }
}
