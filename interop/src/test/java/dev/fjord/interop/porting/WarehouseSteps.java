package dev.fjord.interop.porting;

import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The warehouse's endpoint as it was before, during and after its port, a method at a time. */
final class WarehouseSteps {
  private WarehouseSteps() {}

  /** What the endpoint is made of, and what is the same in all steps. */
  abstract static class Parts {
    final Shelves shelves;
    final RpcClient bookings;

    Parts(Shelves shelves, RpcClient bookings) {
      this.shelves = shelves;
      this.bookings = bookings;
    }

    static long priceOf(int pieces) {
      return 3L * pieces;
    }

    String book(String item, int pieces) {
      return bookings.request("book").arg("what", pieces + " " + item).call(String.class);
    }

    CompletableFuture<String> bookAsync(String item, int pieces) {
      return bookings.request("book").arg("what", pieces + " " + item).callAsync(String.class);
    }
  }

  /** All five methods block. */
  @Endpoint(version = "1.0")
  static final class Blocking extends Parts {
    Blocking(Shelves shelves, RpcClient bookings) {
      super(shelves, bookings);
    }

    @RpcMethod
    long price(String item, int pieces) {
      return priceOf(pieces);
    }

    @RpcMethod
    String reserve(String item, int pieces) {
      return book(item, pieces);
    }

    @RpcMethod
    int stock(String item) {
      return shelves.count(item);
    }

    @RpcMethod
    List<String> list(String prefix) {
      return shelves.find(prefix);
    }

    @RpcMethod
    void ship(String item, int pieces) {
      shelves.take(item, pieces);
    }
  }

  /** The price is ported: the report called it safe. */
  @Endpoint(version = "1.0")
  static final class PricePorted extends Parts {
    PricePorted(Shelves shelves, RpcClient bookings) {
      super(shelves, bookings);
    }

    @RpcMethod
    CompletionStage<Long> price(String item, int pieces) {
      return CompletableFuture.completedStage(priceOf(pieces));
    }

    @RpcMethod
    String reserve(String item, int pieces) {
      return book(item, pieces);
    }

    @RpcMethod
    int stock(String item) {
      return shelves.count(item);
    }

    @RpcMethod
    List<String> list(String prefix) {
      return shelves.find(prefix);
    }

    @RpcMethod
    void ship(String item, int pieces) {
      shelves.take(item, pieces);
    }
  }

  /** So is the reservation: the report said that it waits in a call of Fjord. */
  @Endpoint(version = "1.0")
  static final class ReservePorted extends Parts {
    ReservePorted(Shelves shelves, RpcClient bookings) {
      super(shelves, bookings);
    }

    @RpcMethod
    CompletionStage<Long> price(String item, int pieces) {
      return CompletableFuture.completedStage(priceOf(pieces));
    }

    @RpcMethod
    CompletionStage<String> reserve(String item, int pieces) {
      return bookAsync(item, pieces);
    }

    @RpcMethod
    int stock(String item) {
      return shelves.count(item);
    }

    @RpcMethod
    List<String> list(String prefix) {
      return shelves.find(prefix);
    }

    @RpcMethod
    void ship(String item, int pieces) {
      shelves.take(item, pieces);
    }
  }

  /** The stock is ported wrongly: it returns a stage, and still waits for the database. */
  @Endpoint(version = "1.0")
  static final class StockPortedWrongly extends Parts {
    StockPortedWrongly(Shelves shelves, RpcClient bookings) {
      super(shelves, bookings);
    }

    @RpcMethod
    CompletionStage<Long> price(String item, int pieces) {
      return CompletableFuture.completedStage(priceOf(pieces));
    }

    @RpcMethod
    CompletionStage<String> reserve(String item, int pieces) {
      return bookAsync(item, pieces);
    }

    @RpcMethod
    CompletionStage<Integer> stock(String item) {
      return CompletableFuture.completedStage(shelves.count(item));
    }

    @RpcMethod
    List<String> list(String prefix) {
      return shelves.find(prefix);
    }

    @RpcMethod
    void ship(String item, int pieces) {
      shelves.take(item, pieces);
    }
  }

  /** The stock uses the asynchronous client, and so does the list. */
  @Endpoint(version = "1.0")
  static final class StockAndListPorted extends Parts {
    StockAndListPorted(Shelves shelves, RpcClient bookings) {
      super(shelves, bookings);
    }

    @RpcMethod
    CompletionStage<Long> price(String item, int pieces) {
      return CompletableFuture.completedStage(priceOf(pieces));
    }

    @RpcMethod
    CompletionStage<String> reserve(String item, int pieces) {
      return bookAsync(item, pieces);
    }

    @RpcMethod
    CompletionStage<Integer> stock(String item) {
      return shelves.countAsync(item);
    }

    @RpcMethod
    CompletionStage<List<String>> list(String prefix) {
      return shelves.findAsync(prefix);
    }

    @RpcMethod
    void ship(String item, int pieces) {
      shelves.take(item, pieces);
    }
  }

  /** Nothing blocks any more. */
  @Endpoint(version = "1.0")
  static final class Ported extends Parts {
    Ported(Shelves shelves, RpcClient bookings) {
      super(shelves, bookings);
    }

    @RpcMethod
    CompletionStage<Long> price(String item, int pieces) {
      return CompletableFuture.completedStage(priceOf(pieces));
    }

    @RpcMethod
    CompletionStage<String> reserve(String item, int pieces) {
      return bookAsync(item, pieces);
    }

    @RpcMethod
    CompletionStage<Integer> stock(String item) {
      return shelves.countAsync(item);
    }

    @RpcMethod
    CompletionStage<List<String>> list(String prefix) {
      return shelves.findAsync(prefix);
    }

    @RpcMethod
    CompletionStage<Void> ship(String item, int pieces) {
      return shelves.takeAsync(item, pieces).thenApply(left -> null);
    }
  }
}
