package dev.fjord.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ConfigurationException;
import dev.fjord.EndpointException;
import dev.fjord.InvalidTargetException;
import dev.fjord.SerializationException;
import dev.fjord.Target;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.rpc.TypeRef;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.ScriptedMessage;
import dev.fjord.spi.Style;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a notification that was received. */
class NotificationTest extends NotifyFixture {
  private final List<String> seen = new ArrayList<>();

  @SuppressWarnings("unused")
  final class Both {
    @OnNotification(Priority.INFO)
    NotificationResult a(Notification notification) {
      seen.add("a " + notification.eventType());
      return NotificationResult.HANDLED;
    }

    @OnNotification({Priority.INFO, Priority.ERROR})
    CompletionStage<NotificationResult> b(Notification notification) {
      seen.add("b " + notification.eventType());
      return switch (notification.eventType()) {
        case "requeue" -> CompletableFuture.completedFuture(NotificationResult.REQUEUE);
        case "fail" -> CompletableFuture.failedFuture(new IllegalStateException("b"));
        default -> CompletableFuture.completedFuture(null);
      };
    }

    @OnNotification(Priority.INFO)
    void c(Notification notification) {
      seen.add("c " + notification.eventType());
      if (notification.eventType().equals("throw")) {
        throw new IllegalStateException("c");
      }
    }
  }

  @Test
  void aNotificationGoesThroughMethodsOfBothStylesInOrder() {
    ScriptedMessage message = notification("INFO", "e");

    assertThat(run(message, Settlement.ACKNOWLEDGE))
        .containsExactly(Style.BLOCKING, Style.ASYNC, Style.BLOCKING);
    assertThat(seen).containsExactly("a e", "b e", "c e");
    assertThat(message.settled).containsExactly("acknowledged");
    assertThat(message.replies).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"requeue", "fail", "throw"})
  void whatIsNotHandledGoesBackOnlyIfThatIsAllowed(String event) {
    ScriptedMessage allowed = notification("INFO", event);
    ScriptedMessage not = notification("INFO", event);

    run(allowed, Settlement.REQUEUE);
    run(not, Settlement.ACKNOWLEDGE);

    assertThat(allowed.settled).containsExactly("requeued");
    assertThat(not.settled).containsExactly("acknowledged");
    assertThat(seen).hasSize(event.equals("throw") ? 6 : 4);
  }

  @Test
  void onlyMethodsThatWantThePriorityAreCalled() {
    run(notification("ERROR", "e"), Settlement.ACKNOWLEDGE);
    run(notification("error", "f"), Settlement.ACKNOWLEDGE);

    assertThat(seen).containsExactly("b e", "b f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNKNOWN", "AUDIT", "", "in\\nfo"})
  void whatNobodyWantsIsAcknowledged(String priority) {
    ScriptedMessage message = notification(priority, "e");

    run(message, Settlement.REQUEUE);

    assertThat(message.settled).containsExactly("acknowledged");
    assertThat(seen).isEmpty();
  }

  @Test
  void aNotificationWithoutAnythingIsAcknowledged() {
    ScriptedMessage message = ScriptedMessage.oneWay("{}");

    run(message, Settlement.REQUEUE);

    assertThat(message.settled).containsExactly("acknowledged");
  }

  @Test
  void aNotificationTellsAllItHas() {
    List<Notification> taken = new ArrayList<>();
    Object endpoint =
        new Object() {
          @OnNotification
          void take(Notification notification) {
            taken.add(notification);
          }
        };
    run(
        ScriptedMessage.oneWay(
            "{\"message_id\": \"m1\", \"publisher_id\": null, \"event_type\": \"a\\nb\", \"priority\": \"WARN\", \"payload\": {\"n\": [1]}, \"timestamp\": \"2020-01-02 03:04:05.000678\"}"),
        Settlement.ACKNOWLEDGE,
        endpoint);

    Notification notification = taken.get(0);
    assertThat(notification.context().get("user")).contains("u1");
    assertThat(notification.priority()).isEqualTo(Priority.WARN);
    assertThat(notification.messageId()).isEqualTo("m1");
    assertThat(notification.publisherId()).isEmpty();
    assertThat(notification.eventType()).isEqualTo("a\nb");
    assertThat(notification.timestamp()).isEqualTo("2020-01-02 03:04:05.000678");
    assertThat((Object) notification.payload(Map.class)).isEqualTo(Map.of("n", List.of(1)));
    assertThat(notification.payload(new TypeRef<Map<String, List<Long>>>() {}.type()))
        .isEqualTo(Map.of("n", List.of(1L)));
    assertThatThrownBy(() -> notification.payload(int.class))
        .isInstanceOf(SerializationException.class);
    assertThat(notification).hasToString("Notification[WARN a\\u000ab]");
  }

  static final class Wrong {
    static final class Parameter {
      @OnNotification
      void m(String text) {}
    }

    static final class Result {
      @OnNotification
      String m(Notification notification) {
        return "";
      }
    }

    static final class Stage {
      @OnNotification
      CompletionStage<String> m(Notification notification) {
        return CompletableFuture.completedFuture("");
      }
    }

    static final class NoPriority {
      @OnNotification({})
      void m(Notification notification) {}
    }

    static final class Nothing {
      void m(Notification notification) {}
    }
  }

  @Test
  void anEndpointThatCannotListenIsRefused() {
    NotificationListener.Builder builder =
        NotificationListener.builder(transport, Target.topic("t"));
    for (Object endpoint :
        List.of(
            new Wrong.Parameter(),
            new Wrong.Result(),
            new Wrong.Stage(),
            new Wrong.NoPriority(),
            new Wrong.Nothing())) {
      assertThatThrownBy(() -> builder.endpoint(endpoint, MethodHandles.lookup()))
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining(endpoint.getClass().getSimpleName());
    }
    assertThatThrownBy(builder::start).isInstanceOf(EndpointException.class);
  }

  @Test
  void whatTheDriverCannotDoIsRefusedAtStart() {
    driver.capabilities = Set.of(Capability.BUDGET);

    assertThatThrownBy(
            () ->
                NotificationListener.builder(transport, Target.topic("t"))
                    .endpoint(new Both(), MethodHandles.lookup())
                    .allowRequeue()
                    .start())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("leave out allowRequeue()")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(
            () ->
                NotificationListener.builder(transport, Target.topic("t"))
                    .endpoint(new Both(), MethodHandles.lookup())
                    .pool("p")
                    .start())
        .hasMessageContaining("leave out pool(\"p\")");
    assertThatThrownBy(
            () ->
                NotificationListener.builder(transport)
                    .endpoint(new Both(), MethodHandles.lookup())
                    .start())
        .isInstanceOf(InvalidTargetException.class);
    assertThat(driver.listeners).isEmpty();
  }

  private static ScriptedMessage notification(String priority, String event) {
    return ScriptedMessage.oneWay(
        "{\"message_id\": \"m\", \"event_type\": \""
            + event
            + "\", \"priority\": \""
            + priority
            + "\", \"payload\": 1}");
  }

  private List<Style> run(ScriptedMessage message, Settlement settlement) {
    return run(message, settlement, new Both());
  }

  /** As an executor does. */
  private List<Style> run(ScriptedMessage message, Settlement settlement, Object endpoint) {
    NotificationFilter filter = NotificationFilter.everything();
    List<ListeningMethod> methods =
        EndpointScanner.scan(endpoint.getClass(), OnNotification.class).stream()
            .map(found -> ListeningMethod.of(endpoint, found, filter, MethodHandles.lookup()))
            .toList();
    NotificationRouting routing =
        new NotificationRouting(methods, new NotificationReading(codec, codec));
    Optional<Invocation> next =
        Optional.of(new NotificationDispatcher(routing, settlement).resolve(message));
    next.orElseThrow().accept().toCompletableFuture().join();
    assertThat(message.settled).isEmpty();
    List<Style> styles = new ArrayList<>();
    while (next.isPresent()) {
      Invocation invocation = next.get();
      styles.add(invocation.method().style());
      Outcome outcome = invocation.invoke().toCompletableFuture().join();
      next = invocation.next(outcome);
      if (next.isEmpty()) {
        assertThat(invocation.finish(outcome)).isTrue();
        assertThat(invocation.finish(outcome)).isFalse();
        invocation.finished().toCompletableFuture().join();
      }
    }
    return styles;
  }
}
