package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fjord.ConfigurationException;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One peer made shared objects, the other has options under which they would be different ones. */
class FlagConflictTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  private final String id = "conflict-" + UUID.randomUUID().toString().substring(0, 8);
  private final String url = rabbit.node().url(rabbit.node().addVirtualHost(id));

  @Rule({"conflict.refused"})
  @ParameterizedTest
  @CsvSource({
    "'',                        ?amqp_auto_delete=true,    auto_delete",
    "?amqp_auto_delete=true,    '',                        auto_delete",
    "?amqp_durable_queues=true, '',                        durable",
    "'',                        ?rabbit_quorum_queue=true, durable",
    "?rabbit_quorum_queue=true, ?amqp_durable_queues=true, x-queue-type",
  })
  void whoComesSecondIsToldAtOnce(String first, String second, String flag) throws Exception {
    run(PeerCommand.serve("rooms", id).on(url + first));
    try (JavaSide java = new JavaSide(url + second, Map.of())) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> java.serve("rooms", "s1"))
          .withMessageContaining(flag);
    }
    run(PeerCommand.end(id));

    String other = rabbit.node().url(rabbit.node().addVirtualHost(id + "-2"));
    try (JavaSide java = new JavaSide(other + first, Map.of())) {
      java.serve("rooms", "s1");
      PeerFailure failure = failure(PeerCommand.serve("rooms", id).on(other + second));
      assertThat(failure.className()).isEqualTo("MessageDeliveryFailure");
      assertThat(failure.getMessage()).contains("PRECONDITION_FAILED").contains(flag);
    }
  }

  /** As oslo.messaging does from 14.1.0; 14.0.3 fails. */
  @Rule({"conflict.durable-forgiven"})
  @Test
  void aDurablePeerMakesDoWithAnExchangeThatIsNot() throws Exception {
    run(PeerCommand.serve("rooms", id).on(url));
    try (JavaSide java = new JavaSide(url + "?amqp_durable_queues=true", Map.of())) {
      java.serve("other-rooms", "s1");
      assertThat(run(PeerCommand.call("other-rooms", "echo").arg("value", 1).on(url)).intValue())
          .isEqualTo(1);
    }
    assertThat(
            failure(
                    PeerCommand.serve("third-rooms", id + "-3")
                        .on(url + "?amqp_durable_queues=true"))
                .className())
        .isEqualTo("MessageDeliveryFailure");
    run(PeerCommand.end(id));
  }

  private static tools.jackson.databind.JsonNode run(PeerCommand command) throws Exception {
    return python.answer(command);
  }

  private static PeerFailure failure(PeerCommand command) {
    ExecutionException e =
        catchThrowableOfType(ExecutionException.class, () -> python.answer(command));
    assertThat(e).isNotNull();
    return (PeerFailure) e.getCause();
  }
}
