package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import dev.fjord.RemoteErrorException;
import dev.fjord.RemoteFailure;
import dev.fjord.SerializationException;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Driver;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * That messages travel as JSON, whatever the wire: D4.
 *
 * @since 0.1.0
 */
public interface WireRules extends DriverRules {
  /** Values that a careless wire would change. */
  private static Map<String, @Nullable Object> trickyValues() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("null", null);
    values.put("empty", "");
    values.put("escapes", "\"\\/\b\f\n\r\t\u0000\u001f");
    values.put("accents", "żółć äöü ßñ");
    values.put("beyond", "\ud83d\ude80 漢字 \u2028\u2029");
    values.put("json in json", "{\"a\": \"b\\\"c\"}");
    values.put("long", Long.MIN_VALUE);
    values.put("big", BigInteger.TEN.pow(40).negate());
    values.put("fraction", 0.1);
    values.put("tiny", Double.MIN_VALUE);
    values.put("nan", Double.NaN);
    values.put("infinite", Double.NEGATIVE_INFINITY);
    values.put("nested", List.of(List.of(), Map.of(), Map.of("ключ", Arrays.asList(1, null))));
    return values;
  }

  /** A request's fields and its result arrive as they were written. */
  @Test
  default void d4_valuesSurviveTheWayThereAndBack() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = kit().call(kit().openAnother(), kit().topic(), trickyValues());
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(DriverKit.n(message)).isEqualTo(trickyValues());
    kit().patience().await(message.reply(DriverKit.echo(message)));
    assertThat(DriverKit.value(kit().patience().await(call.reply()))).isEqualTo(trickyValues());
  }

  /** However long they are, and whatever else travels beside them. */
  @Test
  default void d4_longMessagesSurviveTheWayThereAndBack() {
    kit().serve(kit().driver(), kit().server("one")).answering(DriverKit::echo).request(2);
    Driver caller = kit().openAnother();
    List<String> texts =
        IntStream.range(0, 2).mapToObj(n -> (n + "\u00e9").repeat(200_000)).toList();
    List<PendingCall> calls =
        texts.stream().map(text -> kit().call(caller, kit().topic(), text)).toList();
    for (int n = 0; n < texts.size(); n++) {
      assertThat(DriverKit.value(kit().patience().await(calls.get(n).reply())))
          .isEqualTo(texts.get(n));
    }
  }

  /** So does the context, and it holds nothing else. */
  @Test
  default void d4_theContextSurvives() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    MessageContext context = MessageContext.of(trickyValues()).with("request_id", "req-1");
    kit()
        .patience()
        .await(
            kit()
                .driver()
                .send(
                    kit().topic(), new OutgoingMessage(DriverKit.json(Map.of()), context), cast()));
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(message.context()).isEqualTo(context);
  }

  /** A message without a context arrives without one. */
  @Test
  default void d4_noContextIsAnEmptyContext() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 1));
    assertThat(inbox.takeAndAcknowledge().context()).isEqualTo(MessageContext.empty());
  }

  /** The keys that a wire needs for itself do not show. */
  @Test
  default void d4_aPayloadHasTheFieldsThatWereSent() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = kit().call(kit().driver(), kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(message.payload().names()).containsExactlyInAnyOrder("method", "n");
    assertThat(message.payload().field("absent")).isEmpty();
    kit().patience().await(message.reply(DriverKit.echo(message)));
    kit().patience().await(call.reply());
  }

  /** What is changed after it was sent does not change what arrives. */
  @Test
  default void d4_aSentMessageIsACopy() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one"));
    List<@Nullable Object> roles = new ArrayList<>(List.of("reader"));
    MessageContext context = MessageContext.of(Map.of("roles", roles));
    kit()
        .patience()
        .await(
            kit()
                .driver()
                .send(
                    kit().topic(), new OutgoingMessage(DriverKit.json(Map.of()), context), cast()));
    roles.add("admin");
    inbox.request(1);
    assertThat(inbox.takeAndAcknowledge().context().get("roles")).contains(List.of("reader"));
  }

  /** A context that JSON cannot carry is the sender's error, at once. */
  @Test
  default void d4_whatHasNoJsonFormFailsAtTheSender() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    MessageContext context = MessageContext.of(Map.of("opaque", new Object()));
    OutgoingMessage message = new OutgoingMessage(DriverKit.json(Map.of()), context);
    assertThat(kit().patience().awaitFailure(kit().driver().send(kit().topic(), message, cast())))
        .isInstanceOf(SerializationException.class);
    PendingCall call =
        kit()
            .driver()
            .call(kit().topic(), message, CallOptions.within(kit().patience().forEvents()));
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(SerializationException.class);
    inbox.expectNothing();
  }

  /** A failure arrives with all its parts. */
  @Test
  default void d4_aFailureSurvives() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = kit().call(kit().openAnother(), kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    RemoteFailure failure =
        new RemoteFailure(
            "NotFound",
            "some.module",
            "no \"vm\" ü",
            List.of("line 1\n", "line 2\n"),
            Arrays.asList("vm", 7, null),
            Map.of("code", 404));
    kit().patience().await(message.reply(new Reply.Failed(failure)));
    Throwable thrown = kit().patience().awaitFailure(call.reply());
    assertThat(thrown).isInstanceOf(RemoteErrorException.class);
    assertThat(((RemoteErrorException) thrown).failure()).isEqualTo(failure);
  }

  /** A result of null is a result. */
  @Test
  default void d4_aNullResultSurvives() {
    kit()
        .serveAll(kit().driver(), kit().server("one"))
        .answering(message -> new Reply.Result(JsonText.NULL));
    PendingCall call = kit().call(kit().driver(), kit().topic(), 1);
    assertThat(kit().patience().await(call.reply()).isNull()).isTrue();
  }

  /** A message over the limit is refused before it leaves; the next one is not affected. */
  @Test
  default void aMessageThatIsTooLargeFailsAtTheSender() {
    FjordConfig config = FjordConfig.builder().set(CoreOptions.MAX_MESSAGE_SIZE, "8192").build();
    Driver small = kit().open(config);
    Inbox inbox = kit().serveAll(small, kit().server("one")).answering(DriverKit::echo);
    String large = "x".repeat(9_000);
    assertThat(kit().patience().awaitFailure(kit().cast(small, kit().topic(), large)))
        .isInstanceOf(MessageTooLargeException.class);
    PendingCall call = kit().call(small, kit().topic(), large);
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(MessageTooLargeException.class);
    PendingCall next = kit().call(small, kit().topic(), "small");
    assertThat(DriverKit.value(kit().patience().await(next.reply()))).isEqualTo("small");
    assertThat(inbox.handedOver()).isEqualTo(1);
  }

  /** A result over the limit is the server's error, and leaves room for a smaller answer. */
  @Test
  default void aReplyThatIsTooLargeCanBeReplacedByASmallerOne() {
    FjordConfig config = FjordConfig.builder().set(CoreOptions.MAX_MESSAGE_SIZE, "8192").build();
    Inbox inbox = kit().serveAll(kit().open(config), kit().server("one"));
    PendingCall call = kit().call(kit().driver(), kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    Reply large = new Reply.Result(DriverKit.json("x".repeat(9_000)));
    assertThat(kit().patience().awaitFailure(message.reply(large)))
        .isInstanceOf(MessageTooLargeException.class);
    kit().patience().await(message.reply(DriverKit.echo(message)));
    assertThat(DriverKit.value(kit().patience().await(call.reply()))).isEqualTo(1);
  }

  private SendOptions cast() {
    return new SendOptions(SendOptions.Kind.CAST, kit().patience().forEvents());
  }
}
