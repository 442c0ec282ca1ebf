package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.Target;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcRequest;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that bears only so many failed attempts to reach the broker. */
class RabbitRetriesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aRequestFailsAfterThatManyAttemptsLongBeforeItsTimeout(int retries) throws Exception {
    try (Transport transport = Transport.builder().url(nobodysUrl()).open()) {
      RpcClient client = RpcClient.of(transport, Target.topic("t")).timeout(Duration.ofMinutes(5));
      RpcRequest limited = client.retries(retries).request("m");
      CompletableFuture<Void> patient = client.request("m").castAsync();
      for (CompletableFuture<?> sent :
          List.of(limited.callAsync(Object.class), limited.castAsync())) {
        assertThat(catchThrowable(() -> sent.get(20, TimeUnit.SECONDS)))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(BrokerUnreachableException.class);
      }
      assertThat(patient).isNotDone();
    }
  }

  /** A port that somebody had and nobody has. */
  private static String nobodysUrl() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "rabbit://guest:guest@127.0.0.1:" + closed.getLocalPort() + "/";
    }
  }
}
