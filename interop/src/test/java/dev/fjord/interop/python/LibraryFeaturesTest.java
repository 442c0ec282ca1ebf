package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rabbitmq.client.BuiltinExchangeType;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrors;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.UndeliverableException;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcRequest;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the two libraries offer above the wire, at its two ends: pings, delivery, own errors. */
class LibraryFeaturesTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension
  static final SharedPython python =
      new SharedPython(() -> PythonPeer.client(rabbit.url()).conf("rpc_ping_enabled", "true"));

  private static final String PING = "oslo_rpc_server_ping";

  /** The application's exception for one of Python's. */
  private static final class Booked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Booked(String message) {
      super(message);
    }
  }

  @Rule("dispatch.ping")
  @ParameterizedTest
  @EnumSource(Execution.class)
  void pythonPingsJava(Execution execution) throws Exception {
    FjordConfig config = FjordConfig.defaults().with(CoreOptions.RPC_PING_ENABLED, "true");
    String topic = "pinged-" + execution.ordinal();
    try (Transport transport = Transport.builder().config(config).url(rabbit.url()).open();
        RpcServer server =
            RpcServer.builder(transport, Target.topic(topic).server("s1"))
                .endpoint(execution.desk(new Ledger()))
                .executor(execution.executor())
                .start()) {
      assertThat(run(PeerCommand.call(topic, PING).arg("any", 1)).asString()).isEqualTo("pong");
      assertThat(server.executor()).isEqualTo(execution.executor());
    }
  }

  @Rule("dispatch.ping")
  @Test
  void javaPingsPython() throws Exception {
    run(PeerCommand.serve("pinging", "p1"));
    try (Transport transport = Transport.builder().url(rabbit.url()).open()) {
      assertThat(
              RpcClient.of(transport, Target.topic("pinging"))
                  .timeout(Bench.SOON)
                  .request(PING)
                  .call(String.class))
          .isEqualTo("pong");
    }
    run(PeerCommand.end("p1"));
  }

  @Rule("request.at-least-once")
  @Test
  void whoAsksForItIsToldThatNobodyServesAndWhoDoesNotIsNot() throws Exception {
    try (RawBroker raw = rabbit.raw();
        Transport transport = Transport.builder().url(rabbit.url()).open()) {
      raw.declareExchange("openstack", BuiltinExchangeType.TOPIC);
      RpcClient told =
          RpcClient.of(transport, Target.topic("nobody")).undeliverable(Undeliverable.FAILS);
      RpcClient untold = told.undeliverable(Undeliverable.IGNORED).timeout(Duration.ofMillis(500));

      assertThat(failure(PeerCommand.cast("nobody", "m").with("at_least_once", true)))
          .isEqualTo("MessageUndeliverable");
      assertThatExceptionOfType(UndeliverableException.class)
          .isThrownBy(() -> told.request("m").cast());
      assertThat(failure(PeerCommand.call("nobody", "m").with("at_least_once", true)))
          .isEqualTo("MessageUndeliverable");
      assertThatExceptionOfType(UndeliverableException.class)
          .isThrownBy(() -> told.request("m").call(Object.class));

      run(PeerCommand.cast("nobody", "m"));
      untold.request("m").cast();
      assertThat(failure(PeerCommand.call("nobody", "m").timeout(Duration.ofMillis(500))))
          .isEqualTo("MessagingTimeout");
      assertThatExceptionOfType(MessagingTimeoutException.class)
          .isThrownBy(() -> untold.request("m").call(Object.class));
    }
  }

  @Rule("failure.own-exceptions")
  @Test
  void aPythonExceptionBecomesTheApplicationsOwnWhereItIsAllowed() throws Exception {
    run(PeerCommand.serve("failing", "p1"));
    RemoteErrors errors =
        RemoteErrors.none()
            .with("peer_errors", "BookingError", failure -> new Booked(failure.message()));
    try (Transport transport = Transport.builder().remoteErrors(errors).url(rabbit.url()).open()) {
      RpcRequest request =
          RpcClient.of(transport, Target.topic("failing"))
              .timeout(Bench.SOON)
              .request("fail")
              .arg("kind", "BookingError")
              .arg("message", "full");
      assertThatExceptionOfType(Booked.class)
          .isThrownBy(() -> request.call(Object.class))
          .withMessageContaining("full");
    }
    run(PeerCommand.end("p1"));
  }

  private static JsonNode run(PeerCommand command) throws Exception {
    return python.answer(command);
  }

  private static String failure(PeerCommand command) {
    ExecutionException e =
        catchThrowableOfType(ExecutionException.class, () -> python.answer(command));
    assertThat(e).as("an error of the call").isNotNull();
    return ((PeerFailure) e.getCause()).className();
  }
}
