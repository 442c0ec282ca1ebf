package dev.fjord.interop.docs;

import dev.fjord.porting.PortingReport;
import dev.fjord.porting.Readiness;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import java.util.concurrent.CompletionStage;

/** The code that docs/porting.md shows, with what it takes for granted around it. */
final class PortingSnippets {
  private PortingSnippets() {}

  static void printReport(RpcServer server) {
    // shown: begin
    PortingReport report = server.portingReport();
    System.out.println(report); // a table
    for (String method : report.methods(Readiness.READY)) {
      System.out.println("port next: " + method);
    }
    // shown: end
  }

  @Endpoint(version = "1.0")
  record Before(RpcClient bookings) {
    // shown: begin
    @RpcMethod
    String reserve(String item, int pieces) {
      String booking = bookings.request("book").arg("what", item).call(String.class);
      return booking + " for " + pieces;
    }
    // shown: end
  }

  @Endpoint(version = "1.0")
  record After(RpcClient bookings) {
    // shown: begin
    @RpcMethod
    CompletionStage<String> reserve(String item, int pieces) {
      return bookings
          .request("book")
          .arg("what", item)
          .callAsync(String.class)
          .thenApply(booking -> booking + " for " + pieces);
    }
    // shown: end
  }

  @Endpoint(version = "1.0")
  static final class Bookings {
    @RpcMethod
    String book(String what) {
      return "booked " + what;
    }
  }
}
