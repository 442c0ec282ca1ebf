package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fjord.RemoteFailure;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Reply;
import dev.fjord.spi.ScriptedMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a method that was called: its result or its failure, told once. */
class RpcOutcomeTest extends RpcDispatcherFixture {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "checked | IOException | java.io | disk gone",
        "unchecked | IllegalStateException | java.lang | wrong state",
        "stack | StackOverflowError | java.lang | ''",
        "memory | OutOfMemoryError | java.lang | made up",
        "assertion | AssertionError | java.lang | never",
        "linkage | NoClassDefFoundError | java.lang | x/Y",
        "death | ThreadDeath | java.lang | ''",
        "silent | Silent | dev.fjord.rpc | ''",
        "null | NullPointerException | java.lang | ''",
        "interrupted | InterruptedException | java.lang | stopped",
        "passed on | Oops | a.b | m"
      })
  void whateverAnEndpointThrowsIsAFailureByNameAndText(
      String how, String type, String module, String message) {
    RemoteFailure failure =
        failure("{\"method\": \"failing\", \"args\": {\"how\": \"" + how + "\"}}");

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.module()).isEqualTo(module);
    assertThat(failure.message()).isEqualTo(message);
    assertThat(failure.traceback()).hasSize(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aFailureThatIsPassedOnKeepsAllItHad() {
    RemoteFailure failure =
        failure("{\"method\": \"failing\", \"args\": {\"how\": \"passed on\"}}");

    assertThat(failure)
        .isEqualTo(new RemoteFailure("Oops", "a.b", "m", List.of("t"), List.of(1), Map.of("k", 2)));
  }

  @Test
  void aTextAsLargeAsAMessageIsCut() {
    RemoteFailure failure = failure("{\"method\": \"failing\", \"args\": {\"how\": \"large\"}}");

    assertThat(failure.message()).hasSizeBetween(1_000, 11_000).endsWith("...");
  }

  @Test
  void tracesAreSentOnlyIfTheOptionSaysSo() {
    ScriptedMessage message =
        ScriptedMessage.call("{\"method\": \"failing\", \"args\": {\"how\": \"stack\"}}");
    RpcDispatcher dispatcher =
        dispatcher(new ReplyWriter(codec, codec, new FailureMapper(true)), service);

    run(dispatcher.resolve(message));

    RemoteFailure failure = ((Reply.Failed) message.replies.get(0)).failure();
    assertThat(failure.traceback())
        .hasSizeBetween(10, 60)
        .last()
        .isEqualTo("java.lang.StackOverflowError: \n");
    assertThat(failure.traceback()).allSatisfy(line -> assertThat(line).endsWith("\n"));
    assertThat(String.join("", failure.traceback())).contains("Service.failing(");
  }

  @ParameterizedTest
  @CsvSource({
    "bean, SerializationException",
    "cycle, SerializationException",
    "deep, SerializationException",
    "getter, SerializationException",
    "large, MessageTooLargeException"
  })
  void aResultThatCannotBeSentIsAFailureNotSilence(String how, String type) {
    RemoteFailure failure =
        failure("{\"method\": \"result\", \"args\": {\"how\": \"" + how + "\"}}");

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.module()).isEqualTo("dev.fjord");
    assertThat(failure.message()).isNotEmpty();
  }

  @Test
  void anErrorWhileAResultIsWrittenIsAFailureNotSilence() {
    assertThat(failure("{\"method\": \"result\", \"args\": {\"how\": \"error\"}}").type())
        .isNotEmpty();
    assertThat(result("{\"method\": \"result\", \"args\": {\"how\": \"fine\"}}")).isEqualTo("fine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | EndpointException | Service.stage returned null instead of a stage",
        "failed | IOException | later",
        "wrapped | IOException | later",
        "cancelled | CancellationException | ''",
        "throws | IllegalStateException | before"
      })
  void aStageThatFailsIsAFailure(String how, String type, String message) {
    RemoteFailure failure =
        failure("{\"method\": \"stage\", \"args\": {\"how\": \"" + how + "\"}}");

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.message()).isEqualTo(message);
  }

  @Test
  void aStageThatCompletesIsTheResult() {
    assertThat(result("{\"method\": \"stage\", \"args\": {\"how\": \"fine\"}}")).isEqualTo("fine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\": \"echo\", \"args\": {\"text\": \"hi\"}}",
        "{\"method\": \"failing\", \"args\": {\"how\": \"unchecked\"}}",
        "{\"method\": \"nosuch\"}",
        "{}",
        "{\"method\": \"result\", \"args\": {\"how\": \"bean\"}}"
      })
  void aCastIsAcknowledgedAndNeverRepliedTo(String json) {
    ScriptedMessage cast = ScriptedMessage.oneWay(json);

    run(dispatcher().resolve(cast));

    assertThat(cast.settled).containsExactly("acknowledged");
    assertThat(cast.replies).isEmpty();
  }

  @Test
  void onlyTheFirstFinishDoesAnything() throws Exception {
    ScriptedMessage message = ScriptedMessage.call("{\"method\": \"short\"}");
    Invocation invocation = dispatcher().resolve(message);

    assertThat(invocation.finish(new Outcome.Value(1))).isTrue();
    assertThat(invocation.finish(new Outcome.Failure(new IOException()))).isFalse();

    invocation.finished().toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(message.replies).hasSize(1);
    assertThat(message.replies.get(0)).isInstanceOf(Reply.Result.class);
  }

  @Test
  void whatCannotBeTakenOverFailsItsAcceptance() {
    ScriptedMessage message = ScriptedMessage.call("{\"method\": \"short\"}");
    message.settling = CompletableFuture.failedFuture(new IOException("lost"));

    assertThat(
            catchThrowable(
                () -> dispatcher().resolve(message).accept().toCompletableFuture().join()))
        .hasRootCauseMessage("lost");
    assertThat(service.runs).isZero();
  }

  @Test
  void theContextClassLoaderIsPutBack() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Object endpoint =
        new Object() {
          @RpcMethod
          void change() {
            Thread.currentThread().setContextClassLoader(null);
          }
        };

    run(dispatcher(replies, endpoint).resolve(ScriptedMessage.oneWay("{\"method\": \"change\"}")));

    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }
}
