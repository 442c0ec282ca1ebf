package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.VersionCapException;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.ExpectedExceptions;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.rpc.Since;
import dev.fjord.transport.Transport;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interfaces that grow: old names, version caps, and errors that belong to the work. */
class NamespacesAndCapsTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();
  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);
  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc");

  @Endpoint(
      namespace = "rooms",
      version = "2.3",
      legacyNamespaces = {"chambers", ""})
  static final class Rooms {
    @RpcMethod
    String which() {
      return "java rooms";
    }

    @RpcMethod
    @ExpectedExceptions(NoSuchElementException.class)
    void find() {
      throw new NoSuchElementException("no such room");
    }
  }

  @Endpoint(namespace = "rooms", version = "1.4")
  interface PythonRooms {
    Object echo(String value);

    @Since("1.2")
    int add(int a, int b);

    @Since("1.6")
    void nothing();
  }

  @ParameterizedTest
  @CsvSource({"rooms, 2.3, true", "chambers, 2.0, true", "halls, 2.3, false", "rooms, 2.4, false"})
  void pythonReachesJavaUnderOldNamespacesAsWell(String namespace, String version, boolean served)
      throws Exception {
    try (Transport transport = transport();
        RpcServer server = serve(transport)) {
      assertThat(server.methods()).hasSize(2);
      PeerCommand call = PeerCommand.call("rooms", "which").namespace(namespace).version(version);
      if (served) {
        assertThat(run(call)).isEqualTo("java rooms");
      } else {
        assertThat(failure(call).className()).isEqualTo("RemoteError");
      }
      // The empty one among the old ones is no namespace at all.
      assertThat(run(PeerCommand.call("rooms", "which").version("2.1"))).isEqualTo("java rooms");
    }
  }

  @Test
  void javaReachesPythonUnderOldNamespacesAsWell() throws Exception {
    python.answer(
        PeerCommand.serve("halls", "h1")
            .namespace("rooms")
            .version("1.4")
            .with("legacy_namespaces", List.of("chambers")));
    try (Transport transport = transport()) {
      RpcClient client = RpcClient.of(transport, Target.topic("halls")).timeout(Bench.SOON);
      for (String namespace : List.of("rooms", "chambers")) {
        RpcClient named = client.target(to -> to.namespace(namespace).version("1.3"));
        assertThat(named.request("echo").arg("value", namespace).call(String.class))
            .isEqualTo(namespace);
      }
      assertThatExceptionOfType(RemoteErrorException.class)
          .isThrownBy(
              () ->
                  client
                      .target(to -> to.namespace("cellars").version("1.3"))
                      .request("echo")
                      .call(Object.class))
          .satisfies(e -> assertThat(e.type()).isEqualTo("UnsupportedVersion"));

      // Each method of a proxy asks for its own version, so the older server serves what it has.
      PythonRooms rooms = client.proxy(PythonRooms.class);
      assertThat(rooms.add(2, 3)).isEqualTo(5);
      assertThat(rooms.echo("a")).isEqualTo("a");
      assertThatExceptionOfType(RemoteErrorException.class)
          .isThrownBy(rooms::nothing)
          .satisfies(e -> assertThat(e.type()).isEqualTo("UnsupportedVersion"));
      assertThatExceptionOfType(VersionCapException.class)
          .isThrownBy(client.versionCap("1.5").proxy(PythonRooms.class)::nothing);
    }
    python.answer(PeerCommand.end("h1"));
  }

  @ParameterizedTest
  @CsvSource({
    "1.4, 1.4",
    "1.4, 1.3",
    "1.4, 1.5",
    "1.4, 2.0",
    "2.0, 1.4",
    "1.4.1, 1.4.2",
    "1.4.2, 1.4.1",
    "1.4, 1.4.1",
    "1.4, 1.3.7",
    "1.10, 1.9",
  })
  void bothLetTheSameVersionsPassUnderACap(String cap, String version) throws Exception {
    boolean theirs = python.answer(PeerCommand.canSend(version, cap)).booleanValue();
    try (Transport transport = transport()) {
      RpcClient client = RpcClient.of(transport, Target.topic("t")).versionCap(cap);
      assertThat(client.canSendVersion(version)).isEqualTo(theirs);
    }
  }

  @Test
  void aRequestWithoutAVersionIsAboveEveryCapForBoth() {
    assertThat(failure(PeerCommand.call("t", "m").with("version_cap", "1.4")).className())
        .isEqualTo("RPCVersionCapError");
    try (Transport transport = transport()) {
      RpcClient client = RpcClient.of(transport, Target.topic("t")).versionCap("1.4");
      assertThatExceptionOfType(VersionCapException.class)
          .isThrownBy(() -> client.request("m").call(Void.class));
    }
  }

  @Test
  void anExpectedExceptionAndAMissingMethodReachThePythonCallerLikeAnyOther() {
    try (Transport transport = transport();
        RpcServer server = serve(transport)) {
      assertThat(server.methods()).hasSize(2);
      PeerFailure expected = failure(PeerCommand.call("rooms", "find").version("2.0"));
      assertThat(expected.remoteType()).isEqualTo("NoSuchElementException");
      PeerFailure missing = failure(PeerCommand.call("rooms", "tidy_ignore_errors").version("2.0"));
      assertThat(missing.remoteType()).isEqualTo("NoSuchMethod");
    }
  }

  private static RpcServer serve(Transport transport) {
    return RpcServer.builder(transport, Target.topic("rooms").server("s1"))
        .endpoint(new Rooms())
        .executor("hybrid")
        .start();
  }

  private static Transport transport() {
    return Transport.builder().url(rabbit.url()).open();
  }

  private static String run(PeerCommand command) throws Exception {
    return python.answer(command).asString();
  }

  private static PeerFailure failure(PeerCommand command) {
    ExecutionException e =
        catchThrowableOfType(ExecutionException.class, () -> python.answer(command));
    assertThat(e).as("an error of the call").isNotNull();
    return (PeerFailure) e.getCause();
  }
}
