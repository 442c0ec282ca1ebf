package dev.fjord.testing;

import dev.fjord.notify.Notification;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service to be tested, in both styles. */
final class Shop {
  private Shop() {}

  interface Prices {
    @RpcMethod
    int price(String item, int pieces);

    @RpcMethod
    CompletionStage<Integer> priceLater(String item, int pieces);
  }

  @Endpoint(version = "1.0")
  static final class PriceDesk implements Prices {
    /** What stages of priceLater wait for. */
    final CompletableFuture<Integer> stuck = new CompletableFuture<>();

    @Override
    public int price(String item, int pieces) {
      return 3 * pieces;
    }

    @Override
    public CompletionStage<Integer> priceLater(String item, int pieces) {
      return item.equals("stuck") ? stuck : CompletableFuture.completedFuture(3 * pieces);
    }

    @RpcMethod
    void count(String item) {}
  }

  static final class Audit {
    final List<String> heard = new CopyOnWriteArrayList<>();

    @OnNotification(Priority.INFO)
    void hear(Notification notification) {
      heard.add(notification.eventType());
    }
  }
}
