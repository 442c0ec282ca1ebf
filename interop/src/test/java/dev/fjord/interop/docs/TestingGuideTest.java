package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.CoreOptions;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.notify.Notifier;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.testing.FjordBench;
import dev.fjord.testing.FjordExtension;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code that docs/testing.md shows, with the service that it tests. */
class TestingGuideTest {
  @Nested
  // shown: begin
  @ExtendWith(FjordExtension.class)
  class CartTest {
    @Test
    void aCartAsksForThePriceAndTellsOfTheOrder(FjordBench bench) {
      bench.serve("prices", new PriceDesk());
      Cart cart = new Cart(bench.transport());

      assertThat(cart.order("bolt", 4)).isEqualTo("4 x bolt for 12");

      bench.method("price").wasCalledOnceWith(Map.of("item", "bolt", "pieces", 4));
      bench.notification("cart.ordered").wasEmittedOnceWith(Map.of("total", 12));
    }

    // shown: end

    // shown: begin
    @Test
    void aPriceThatDoesNotComeIsGivenUpAfterAMinute(FjordBench bench) {
      bench.serve("prices", new PriceDesk());
      bench.broker().dropReplies(1);
      Prices prices = bench.client("prices").timeout(Duration.ofMinutes(1)).proxy(Prices.class);

      bench.assertTimesOut(Duration.ofMinutes(1), prices.quote("bolt"));
    }

    // shown: end

    // shown: begin
    @Test
    void aCartWaitsForAPriceThatIsLate(FjordBench bench) throws Exception {
      bench.serve("prices", new PriceDesk());
      bench.broker().delayMessages(Duration.ofSeconds(20));
      Cart cart = new Cart(bench.transport());

      CompletableFuture<String> order = bench.inBackground(() -> cart.order("bolt", 4));
      bench.awaitCall("price");
      bench.broker().delayMessages(Duration.ZERO); // the rest comes at once
      bench.clock().advance(Duration.ofSeconds(20));

      assertThat(order.get(10, TimeUnit.SECONDS)).isEqualTo("4 x bolt for 12");
    }

    // shown: end

    // shown: begin
    @Test
    void aCartWithoutABrokerSaysSo(FjordBench bench) {
      bench.serve("prices", new PriceDesk());
      Cart cart = new Cart(bench.transport());

      bench.broker().goDown();
      assertThatThrownBy(() -> cart.order("bolt", 4))
          .isInstanceOf(BrokerUnreachableException.class);

      bench.broker().comeBack();
      assertThat(cart.order("bolt", 4)).isEqualTo("4 x bolt for 12");
    }
    // shown: end
  }

  /** A bench with other options. */
  static class PortedTest {
    // shown: begin
    @RegisterExtension
    static final FjordExtension FJORD =
        FjordExtension.with(
            bench -> bench.executor("async").option(CoreOptions.RPC_RESPONSE_TIMEOUT, "5"));
    // shown: end
  }

  @Nested
  class Ported extends PortedTest {
    @Test
    void theBenchHasTheOptions(FjordBench bench, Transport transport) {
      assertThat(bench.serve("stages", new Stages()).executor()).isEqualTo("async");
      assertThat(transport.config().get(CoreOptions.RPC_RESPONSE_TIMEOUT))
          .isEqualTo(Duration.ofSeconds(5));
    }
  }

  interface Prices {
    @RpcMethod
    int price(String item, int pieces);

    @RpcMethod
    CompletionStage<Integer> quote(String item);
  }

  @Endpoint(version = "1.0")
  static final class PriceDesk implements Prices {
    @Override
    public int price(String item, int pieces) {
      return 3 * pieces;
    }

    @Override
    public CompletionStage<Integer> quote(String item) {
      return CompletableFuture.completedFuture(3);
    }
  }

  @Endpoint(version = "1.0")
  static final class Stages {
    @RpcMethod
    CompletionStage<Integer> quote(String item) {
      return CompletableFuture.completedFuture(item.length());
    }
  }

  /** What is tested. */
  static final class Cart {
    private final Prices prices;
    private final Notifier notifier;

    Cart(Transport transport) {
      prices = RpcClient.of(transport, Target.topic("prices")).proxy(Prices.class);
      notifier = Notifier.of(transport, "cart.1");
    }

    String order(String item, int pieces) {
      int total = prices.price(item, pieces);
      notifier.info(MessageContext.empty(), "cart.ordered", Map.of("total", total));
      return pieces + " x " + item + " for " + total;
    }
  }
}
