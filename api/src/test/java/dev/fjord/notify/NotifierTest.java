package dev.fjord.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fjord.FjordConfig;
import dev.fjord.InvalidTargetException;
import dev.fjord.SerializationException;
import dev.fjord.Target;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a notifier sends. */
class NotifierTest extends NotifyFixture {
  @ParameterizedTest
  @EnumSource(Priority.class)
  void eachPriorityHasAQueueOfItsOwnAndOslosKeysInOrder(Priority priority) {
    emit(Notifier.of(transport, "compute.host1"), priority);

    ScriptedDriver.Sent sent = driver.sends.get(0);
    var fields = codec.readFields(sent.message().body());
    assertThat(sent.to()).isEqualTo(Target.topic("notifications." + priority.key()));
    assertThat(sent.options().kind()).isEqualTo(SendOptions.Kind.NOTIFICATION);
    assertThat(sent.options().timeout()).hasSeconds(30);
    assertThat(sent.message().context()).isEqualTo(context);
    assertThat(fields.names())
        .containsExactly(
            "message_id", "publisher_id", "event_type", "priority", "payload", "timestamp");
    Map<?, ?> body = (Map<?, ?>) codec.readPlain(sent.message().body());
    assertThat(UUID.fromString((String) body.get("message_id")).version()).isEqualTo(4);
    assertThat(body.get("publisher_id")).isEqualTo("compute.host1");
    assertThat(body.get("event_type")).isEqualTo("vm.create");
    assertThat(body.get("priority")).isEqualTo(priority.name());
    assertThat(body.get("payload")).isEqualTo(Map.of("id", 12));
    assertThat((String) body.get("timestamp"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
  }

  @Test
  void oneNotificationGoesToEachTopicUnderOneId() throws Exception {
    FjordConfig config =
        FjordConfig.builder()
            .set("oslo_messaging_notifications.topics", "a,b")
            .set("oslo_messaging_notifications.driver", "messaging")
            .set("send_timeout", "2")
            .build();
    try (Transport other = driver.open(config)) {
      CompletionStage<Void> stage = Notifier.of(other, "p").info(context, "e", null);

      assertThat(driver.sends)
          .extracting(ScriptedDriver.Sent::to)
          .containsExactly(Target.topic("a.info"), Target.topic("b.info"));
      assertThat(driver.sends.get(0).message().body().asString())
          .isEqualTo(driver.sends.get(1).message().body().asString());
      assertThat(driver.sends.get(0).options().kind())
          .isEqualTo(SendOptions.Kind.BARE_NOTIFICATION);
      assertThat(driver.sends.get(0).options().timeout()).hasSeconds(2);
      driver.sends.get(0).done().complete(null);
      assertThat(stage.toCompletableFuture()).isNotDone();
      driver.sends.get(1).done().complete(null);
      stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void aNotifierIsCopiedWithChanges() {
    Notifier notifier =
        Notifier.of(transport, "p")
            .topics(Target.topic("t").exchange("nova"))
            .bare()
            .publisherId("q");
    notifier.warn(context, "e", 1);

    assertThat(driver.sends.get(0).to()).isEqualTo(Target.topic("t.warn").exchange("nova"));
    assertThat(driver.sends.get(0).options().kind()).isEqualTo(SendOptions.Kind.BARE_NOTIFICATION);
    assertThat(driver.sends.get(0).message().body().asString()).contains("\"publisher_id\": \"q\"");
    assertThatThrownBy(() -> notifier.topics(Target.empty()))
        .isInstanceOf(InvalidTargetException.class);
    assertThatThrownBy(() -> notifier.info(context, "e", new Object()))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void aStageEndsOnTheTransportsLoopWithTheDriversFailure() throws Exception {
    UndeliverableException failure = new UndeliverableException(Target.topic("t"));
    CompletableFuture<String> thread = new CompletableFuture<>();
    CompletionStage<Void> stage = Notifier.of(transport, "p").error(context, "e", 1);
    stage.whenComplete((nothing, thrown) -> thread.complete(Thread.currentThread().getName()));
    driver.sends.get(0).done().completeExceptionally(failure);

    assertThat(thread.get(5, TimeUnit.SECONDS)).isEqualTo("loop-callbacks-scripted");
    assertThat(catchThrowable(() -> stage.toCompletableFuture().get())).hasCause(failure);
  }

  private void emit(Notifier notifier, Priority priority) {
    Object payload = Map.of("id", 12);
    switch (priority) {
      case AUDIT -> notifier.audit(context, "vm.create", payload);
      case DEBUG -> notifier.debug(context, "vm.create", payload);
      case INFO -> notifier.info(context, "vm.create", payload);
      case WARN -> notifier.warn(context, "vm.create", payload);
      case ERROR -> notifier.error(context, "vm.create", payload);
      case CRITICAL -> notifier.critical(context, "vm.create", payload);
      case SAMPLE -> notifier.sample(context, "vm.create", payload);
    }
  }
}
