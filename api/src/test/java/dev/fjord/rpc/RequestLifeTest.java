package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.EndpointTimeoutException;
import dev.fjord.NotStartedException;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Reply;
import dev.fjord.spi.ScriptedMessage;
import dev.fjord.spi.Style;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request from its acceptance to its end: signs of life, deadline, ping. */
class RequestLifeTest extends RpcDispatcherFixture {
  private static final String REQUEST = "{\"method\": \"work\"}";

  static final class Worker {
    @RpcMethod
    void work() {}
  }

  private final RpcDispatcher dispatcher = dispatcher(replies, new Worker());

  @Test
  void aCallerThatAskedForHeartbeatsGetsThemFromAcceptanceToTheEnd() {
    ScriptedMessage message = monitored();
    Invocation invocation = dispatcher.resolve(message);
    timers.advance(Duration.ofSeconds(2));
    assertThat(message.heartbeats).hasValue(0);
    invocation.accept().toCompletableFuture().join();
    timers.advance(Duration.ofSeconds(2));
    timers.advance(Duration.ofSeconds(2));
    assertThat(message.heartbeats).hasValue(2);

    invocation.finish(new Outcome.Value("done"));
    timers.advance(Duration.ofSeconds(2));
    assertThat(message.heartbeats).hasValue(2);
    assertThat(timers.scheduled()).isZero();
  }

  @Test
  void noMoreHeartbeatsGoToACallerThatIsGone() {
    ScriptedMessage message = monitored();
    message.callerIsThere = false;
    dispatcher.resolve(message).accept().toCompletableFuture().join();
    timers.advance(Duration.ofSeconds(2));
    timers.advance(Duration.ofSeconds(2));
    assertThat(message.heartbeats).hasValue(1);
    assertThat(timers.scheduled()).isZero();
  }

  @Test
  void noHeartbeatGoesToACallerWhoseTimeIsOver() {
    ScriptedMessage message = monitored();
    dispatcher.resolve(message).accept().toCompletableFuture().join();
    message.budget = Duration.ZERO;
    timers.advance(Duration.ofSeconds(2));
    assertThat(message.heartbeats).hasValue(0);
    assertThat(timers.scheduled()).isZero();
  }

  @Test
  void aRequestThatCouldNotBeAcceptedHasNoHeartbeats() {
    ScriptedMessage message = monitored();
    message.settling = CompletableFuture.failedFuture(new IOException("lost"));
    assertThat(dispatcher.resolve(message).accept()).isNotNull();
    assertThat(timers.scheduled()).isZero();
  }

  @Test
  void aTimeoutAtTheCallersDeadlineIsLeftToTheCaller() {
    ScriptedMessage message = ScriptedMessage.call(REQUEST);
    Invocation invocation = dispatcher.resolve(message);
    message.budget = Duration.ZERO;
    invocation.finish(
        new Outcome.Failure(new EndpointTimeoutException("Service.stage", Duration.ofSeconds(5))));
    assertThat(message.replies).isEmpty();
    assertThat(invocation.finished()).isCompleted();
  }

  @Test
  void aRequestThatWasTooLateToStartIsCounted() {
    ScriptedMessage message = ScriptedMessage.call(REQUEST);
    Invocation invocation = dispatcher.resolve(message);
    message.budget = Duration.ZERO;
    invocation.finish(new Outcome.Failure(new NotStartedException("Service.stage", "late", null)));
    assertThat(replies.expired()).isEqualTo(1);
    assertThat(message.replies).isEmpty();
  }

  @Test
  void aResultThatComesAfterTheDeadlineIsSentAllTheSame() {
    ScriptedMessage message = ScriptedMessage.call(REQUEST);
    Invocation invocation = dispatcher.resolve(message);
    message.budget = Duration.ZERO;
    invocation.finish(new Outcome.Value("late"));
    assertThat(message.replies).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\": 1, \"b\": [2]}"})
  void aPingIsAnsweredWhateverItsArguments(String args) {
    ScriptedMessage message =
        ScriptedMessage.call("{\"method\": \"oslo_rpc_server_ping\", \"args\": " + args + "}");
    RpcDispatcher pinged = serving(replies, List.of(PingEndpoint.served(codec)));
    Invocation invocation = pinged.resolve(message);
    invocation.finish(invocation.invoke().toCompletableFuture().join());
    assertThat(((Reply.Result) message.replies.get(0)).json().asString()).isEqualTo("\"pong\"");
    assertThat(pinged.methods()).extracting(method -> method.style()).containsExactly(Style.ASYNC);
  }

  private static ScriptedMessage monitored() {
    ScriptedMessage message = ScriptedMessage.call(REQUEST);
    message.heartbeatInterval = Optional.of(Duration.ofSeconds(2));
    return message;
  }
}
