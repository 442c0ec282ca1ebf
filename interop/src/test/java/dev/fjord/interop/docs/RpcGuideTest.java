package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.rpc.CallContext;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.DriverProvider;
import dev.fjord.transport.Transport;
import org.junit.jupiter.api.Test;

/** What docs/rpc.md shows does what the page says. */
class RpcGuideTest {
  @Test
  void theExampleDoesWhatThePageSays() {
    assertThat(RpcGuideExample.check()).isEmpty();
    CallContext call = CallContext.unlimited(MessageContext.empty());
    assertThat(new RpcGuideExample.ComputeEndpoint().migrate(call, "vm-7"))
        .isEqualTo("vm-7 copied within 300 s");
    try (Transport transport =
            Transport.builder()
                .url("fake://")
                .provider((DriverProvider) FakeBroker.onRealTime())
                .open();
        RpcServer server =
            RpcServer.builder(transport, Target.topic("compute").server("s1"))
                .endpoint(new RpcGuideExample.ComputeEndpoint())
                .serves(RpcGuideExample.Compute.class)
                .executor("hybrid")
                .start()) {
      RpcClient client = RpcClient.of(transport, Target.topic("compute"));
      RpcGuideExample.Compute compute = client.proxy(RpcGuideExample.Compute.class);
      compute.forget("vm-7");
      assertThat(compute.cpus("vm-7")).isEqualTo(4);
      assertThat(compute.resize("vm-7", 8).toCompletableFuture().join())
          .isEqualTo("vm-7 has 8 CPUs");
      assertThat(RpcGuideExample.resize(client, "vm-7", 8))
          .isEqualTo("the older servers cannot resize");
      assertThat(server.expired()).isZero();
    }
  }
}
