package dev.fjord.interop.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fjord.FjordException;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.rabbit.PortBlock;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import org.junit.jupiter.api.Test;

/** The scheme artemis, which brings its broker along. */
class EmbeddedArtemisTest {
  private static final Target TOPIC = Target.topic("embedded");

  @Test
  void aTransportBringsItsBroker() {
    try (Transport transport = Transport.open("artemis://");
        RpcServer server = serve(transport)) {
      assertThat(add(transport)).isEqualTo(5);
      assertThat(server.executor()).isEqualTo("async");
    }
  }

  @Test
  void othersJoinItAtItsPortUntilItCloses() {
    String address = "127.0.0.1:" + PortBlock.choose().first();
    try (Transport own = Transport.open("artemis://" + address + "/host?addressing_mode=legacy");
        RpcServer server = serve(own);
        Transport joined = Transport.open("amqp://" + address + "/host?addressing_mode=legacy")) {
      assertThat(add(joined)).isEqualTo(5);
      assertThat(server.executor()).isEqualTo("async");
      assertThatExceptionOfType(FjordException.class)
          .isThrownBy(() -> Transport.open("artemis://" + address).close())
          .withMessageContaining(address);
    }
  }

  private static RpcServer serve(Transport transport) {
    return RpcServer.builder(transport, TOPIC.server("one"))
        .endpoint(Execution.ASYNC_METHODS_ON_ASYNC.desk(new Ledger()))
        .executor("async")
        .start();
  }

  private static int add(Transport transport) {
    return RpcClient.of(transport, TOPIC)
        .timeout(Bench.SOON)
        .request("add")
        .arg("a", 2)
        .arg("b", 3)
        .call(Integer.class);
  }
}
