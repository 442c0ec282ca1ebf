package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.RawMessage;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests as third parties may write them, put before a Python server and before Java's under each
 * executor: both answer the same, or both reject.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Execution.class)
class ForeignRequestTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc", "dev.fjord.driver.amqp");

  private static final String OUTCOMES = "outcomes";
  private static final String PYTHONS = "pythons";
  private static final String ECHO = "\"method\": \"echo\", \"args\": {\"value\": 5}, ";
  private static final String REPLY =
      "\"_msg_id\": \"an id of any form\", \"_reply_q\": \"" + OUTCOMES + "\"";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final Map<String, String> PYTHONS_ANSWERS = new ConcurrentHashMap<>();

  private static PythonPeer python;

  @Parameter Execution execution;

  private final Ledger ledger = new Ledger();
  private Bench bench;
  private RawBroker raw;

  @BeforeAll
  static void startPython() {
    DeadLetters.into(OUTCOMES, rabbit.node(), rabbit.virtualHost());
    python = PythonPeer.rpcServer(rabbit.url(), PYTHONS, "s1").option("version", "1.5").start();
    PYTHONS_ANSWERS.clear();
  }

  @AfterAll
  static void stopPython() {
    python.close();
  }

  @BeforeEach
  void serve() {
    bench = new Bench(Wire.RABBITMQ, rabbit);
    raw = bench.keep(rabbit.raw());
    raw.declareQueue(OUTCOMES);
    bench.serve(execution, "s1", ledger);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Rule({"envelope.enveloped", "envelope.without", "envelope.one-key-alone", "envelope.key-order"})
  @Test
  void envelopes() {
    bothAnswer(
        "result 5",
        ForeignMessage.enveloped("in an envelope", inner(ECHO)),
        ForeignMessage.of("without one", inner(ECHO)),
        ForeignMessage.of("one key of two", inner("\"oslo.version\": \"9.0\", " + ECHO)),
        ForeignMessage.of(
            "the other first",
            "{\"oslo.message\": "
                + JSON.writeValueAsString(inner(ECHO))
                + ", \"oslo.version\": \"2.0\"}"));
  }

  @Rule({"envelope.version", "envelope.nested-object", "envelope.not-json", "receive.reject"})
  @Test
  void whatIsNoEnvelope() {
    String good = JSON.writeValueAsString(inner(ECHO));
    bothAnswer(
        "rejected",
        ForeignMessage.of(
            "version 2.1", "{\"oslo.version\": \"2.1\", \"oslo.message\": " + good + "}"),
        ForeignMessage.of(
            "version 1.0", "{\"oslo.version\": \"1.0\", \"oslo.message\": " + good + "}"),
        ForeignMessage.of(
            "an object inside",
            "{\"oslo.version\": \"2.0\", \"oslo.message\": " + inner(ECHO) + "}"),
        ForeignMessage.of("no JSON", "no JSON"),
        ForeignMessage.of("half an object", "{\"method\": \"echo\""),
        ForeignMessage.enveloped("no JSON inside", "no JSON"));
  }

  @Rule({"properties.content-type", "receive.reject"})
  @Test
  void contentTypes() {
    ForeignMessage good = ForeignMessage.enveloped("content type", inner(ECHO));
    bothAnswer(
        "rejected",
        Stream.of(
                "application/json; charset=utf-8",
                "APPLICATION/JSON",
                "text/plain",
                "application/octet-stream")
            .map(type -> named(good.typed(type), type))
            .toArray(ForeignMessage[]::new));
    bothAnswer("rejected", named(good.typed(null), "no content type"));
  }

  @Rule({"properties.content-encoding", "properties.others-optional", "json.raw-utf-8"})
  @Test
  void propertiesThatMayDiffer() {
    ForeignMessage good = ForeignMessage.enveloped("properties", inner(ECHO));
    bothAnswer(
        "result 5",
        Stream.of("utf-8", "UTF-8", "binary")
            .map(encoding -> named(good.encoded(encoding), encoding))
            .toArray(ForeignMessage[]::new));
    bothAnswer(
        "result 5",
        named(good.encoded(null), "no encoding"),
        named(
            good.with(new BasicProperties.Builder().contentType("application/json").build()),
            "nothing but the type"));
    bothAnswer(
        "result \"\u00fc\u65e5\uD83D\uDE80\"",
        ForeignMessage.enveloped(
            "raw UTF-8 inside",
            inner("\"method\": \"echo\", \"args\": {\"value\": \"\u00fc\u65e5\uD83D\uDE80\"}, ")),
        ForeignMessage.of(
            "raw UTF-8 without an envelope",
            inner("\"method\": \"echo\", \"args\": {\"value\": \"\u00fc\u65e5\uD83D\uDE80\"}, ")));
  }

  @Rule({"compression.received-gzip", "compression.received-bz2", "compression.unknown"})
  @Test
  void compressedBodies() {
    ForeignMessage good = ForeignMessage.enveloped("compressed", inner(ECHO));
    bothAnswer(
        "result 5",
        named(good.compressed("application/x-gzip"), "gzip"),
        named(good.compressed("application/x-bz2"), "bz2"));
    bothAnswer(
        "rejected", named(good.compressed("application/x-nosuch"), "an unknown compression"));
    // Python takes the bytes as they are when it cannot decompress them; Java takes no guess.
    ForeignMessage plain =
        good.with(
            RawBroker.json()
                .builder()
                .headers(Map.of("compression", "application/x-gzip"))
                .build());
    assertThat(pythons(plain)).isEqualTo("result 5");
    assertThat(javas(plain)).isEqualTo("rejected");
  }

  @Rule({
    "request.args-absent",
    "request.unique-id-optional",
    "request.unknown-keys",
    "request.msg-id-any",
    "request.reply-queue-any",
    "request.timeout-unreadable",
    "request.namespace-null",
  })
  @Test
  void keysThatMayBeMissingOrOdd() {
    bothAnswer(
        "result null", ForeignMessage.enveloped("no args", inner("\"method\": \"nothing\", ")));
    bothAnswer(
        "result 5",
        ForeignMessage.enveloped("unknown keys", inner(ECHO + "\"odd\": {\"a\": [1]}, ")),
        ForeignMessage.enveloped("a timeout that is none", inner(ECHO + "\"_timeout\": \"x\", ")),
        ForeignMessage.enveloped("a namespace of null", inner(ECHO + "\"namespace\": null, ")),
        ForeignMessage.enveloped(
            "a key twice: the last counts", inner("\"method\": \"nothing\", " + ECHO)));
  }

  @Rule({"request.method-absent", "dispatch.arguments"})
  @Test
  void requestsThatAreTypeErrors() {
    bothAnswer(
        "failure TypeError of builtins",
        ForeignMessage.enveloped("no method", inner("\"args\": {}, ")),
        ForeignMessage.enveloped(
            "too few arguments", inner("\"method\": \"add\", \"args\": {\"a\": 1}, ")),
        ForeignMessage.enveloped(
            "an argument too many",
            inner("\"method\": \"add\", \"args\": {\"a\": 1, \"b\": 2, \"c\": 3}, ")));
  }

  @Rule({
    "request.version-absent",
    "request.version-null",
    "dispatch.version",
    "dispatch.revision",
    "dispatch.namespace",
    "dispatch.no-such-method",
    "dispatch.private",
  })
  @Test
  void versionsAndNames() {
    for (String version : List.of("1.0", "1.5", "1.4.9", "1.5.0")) {
      bothAnswer("result 5", version(version));
    }
    for (String version : List.of("1.6", "2.0", "0.9", "1.5.1")) {
      bothAnswer("failure UnsupportedVersion of oslo_messaging.rpc.dispatcher", version(version));
    }
    bothAnswer(
        "failure UnsupportedVersion of oslo_messaging.rpc.dispatcher",
        ForeignMessage.enveloped("a version of null", inner(ECHO + "\"version\": null, ")),
        ForeignMessage.enveloped("another namespace", inner(ECHO + "\"namespace\": \"other\", ")));
    bothAnswer(
        "failure NoSuchMethod of oslo_messaging.rpc.dispatcher",
        ForeignMessage.enveloped("no such method", inner("\"method\": \"nosuch\", ")),
        ForeignMessage.enveloped("not for others", inner("\"method\": \"__init__\", ")));
  }

  @Rule({"json.not-a-number", "json.big-integers", "json.lone-surrogates", "json.numbers"})
  @Test
  void valuesThatJsonAndJavaFindHard() {
    for (String value :
        List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "1180591620717411303424",
            "-1180591620717411303424",
            "1.0",
            "1e-07",
            "\"\\ud800\"",
            "\"x\\udc00y\"",
            "\"\\u0000\"")) {
      ForeignMessage message =
          ForeignMessage.enveloped(
              value, inner("\"method\": \"echo\", \"args\": {\"value\": " + value + "}, "));
      assertThat(javas(message)).as(value).isEqualTo(pythons(message));
      assertThat(javas(message)).isEqualTo("result " + JSON.readTree(value));
    }
  }

  private static ForeignMessage version(String version) {
    return ForeignMessage.enveloped(
        "version " + version, inner(ECHO + "\"version\": \"" + version + "\", "));
  }

  private static ForeignMessage named(ForeignMessage message, String name) {
    return new ForeignMessage(name, message.properties(), message.body());
  }

  private static String inner(String fields) {
    return "{" + fields + REPLY + "}";
  }

  private void bothAnswer(String outcome, ForeignMessage... messages) {
    for (ForeignMessage message : messages) {
      assertThat(pythons(message)).as("Python's answer to " + message).isEqualTo(outcome);
      assertThat(javas(message)).as("Java's answer to " + message).isEqualTo(outcome);
    }
  }

  private String pythons(ForeignMessage message) {
    return PYTHONS_ANSWERS.computeIfAbsent(
        message.name() + Arrays.hashCode(message.body()), key -> outcome(message, PYTHONS));
  }

  private String javas(ForeignMessage message) {
    return outcome(message, bench.topic().requireTopic());
  }

  private String outcome(ForeignMessage message, String topic) {
    message.publish(raw, "openstack", topic);
    RawMessage outcome = raw.await(OUTCOMES, Bench.SOON);
    Map<String, Object> headers = outcome.properties().getHeaders();
    if (headers != null && headers.containsKey("x-death")) {
      return "rejected";
    }
    JsonNode reply = JSON.readTree(JSON.readTree(outcome.text()).get("oslo.message").asString());
    assertThat(reply.get("ending").booleanValue()).isTrue();
    assertThat(reply.get("_msg_id").asString()).isEqualTo("an id of any form");
    if (reply.get("failure").isNull()) {
      return "result " + reply.get("result");
    }
    JsonNode failure = JSON.readTree(reply.get("failure").asString());
    return "failure " + failure.get("class").asString() + " of " + failure.get("module").asString();
  }
}
