package dev.fjord.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.RawMessage;
import dev.fjord.interop.rabbit.SharedRabbit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Java at a broker, and the bare broker beside it. */
abstract class WireFixture {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final JsonMapper JSON = JsonMapper.builder().build();

  final Ledger ledger = new Ledger();
  Bench bench;
  RawBroker raw;
  String topic;

  @BeforeEach
  void open() {
    bench = new Bench(Wire.RABBITMQ, rabbit);
    raw = bench.keep(rabbit.raw());
    topic = bench.topic().requireTopic();
  }

  @AfterEach
  void close() throws Exception {
    ledger.open();
    bench.close();
  }

  static void assertProperties(RawMessage message, String expiration) {
    BasicProperties.Builder expected = RawBroker.json().builder();
    if (expiration != null) {
      expected.expiration(expiration);
    }
    assertThat(message.properties()).isEqualTo(expected.build());
  }

  /** The text inside the envelope, keys in the order in which they travel. */
  static String innerText(RawMessage message) {
    assertThat(message.text()).startsWith("{\"oslo.version\": \"2.0\", \"oslo.message\": \"{");
    return json(message.text()).get("oslo.message").asString();
  }

  static JsonNode inner(RawMessage message) {
    return inner(message.text());
  }

  /** What is inside an envelope. */
  static JsonNode inner(String body) {
    JsonNode outer = json(body);
    assertThat(outer.propertyNames()).containsExactly("oslo.version", "oslo.message");
    assertThat(outer.get("oslo.version").asString()).isEqualTo("2.0");
    return json(outer.get("oslo.message").asString());
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** All bindings of queues, in the broker's own words. */
  static String bindings() {
    return rabbit
        .node()
        .eval(
            "[{X,K,Q} || {binding,{resource,_,exchange,X},K,{resource,_,queue,Q},_} <-"
                + " rabbit_binding:list(<<\"%s\">>)]".formatted(rabbit.virtualHost()))
        .replaceAll("\\s+", "");
  }

  static String binding(String exchange, String key, String queue) {
    return "{<<\"%s\">>,<<\"%s\">>,<<\"%s\">>}".formatted(exchange, key, queue);
  }
}
