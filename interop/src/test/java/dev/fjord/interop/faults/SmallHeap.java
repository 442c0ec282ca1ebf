package dev.fjord.interop.faults;

import dev.fjord.FjordConfig;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What is tried in a JVM whose heap and stacks are small: many calls at a time, many that time out,
 * messages made to exhaust memory. Prints what it measured, a word and a number a line.
 */
final class SmallHeap {
  private static final Target TOPIC = Target.topic("small");
  private static final OutgoingMessage MESSAGE =
      new OutgoingMessage(JsonText.of("{\"method\": \"m\"}"), MessageContext.empty());

  private SmallHeap() {}

  /** With what to try, and the URL of the broker where one is needed. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "pending" -> pendingCalls();
      case "late" -> timedOutCalls(Integer.parseInt(arguments[1]));
      case "broker" -> pendingCallsOverABroker(arguments[1]);
      default -> bombs();
    }
    System.out.println("end 0");
    Runtime.getRuntime().halt(0);
  }

  private static void pendingCalls() {
    FakeBroker broker = FakeBroker.create();
    try (Transport transport = open(broker)) {
      Listener listener =
          transport.driver().listen(new ListenRequest.Requests(TOPIC.server("s"), 1));
      listener.start(message -> {}).toCompletableFuture().join();
      List<PendingCall> calls = new ArrayList<>();
      calls.add(transport.driver().call(TOPIC, MESSAGE, CallOptions.within(Duration.ofSeconds(9))));
      long before = used();
      for (int i = 0; i < 10_000; i++) {
        calls.add(
            transport.driver().call(TOPIC, MESSAGE, CallOptions.within(Duration.ofSeconds(10))));
      }
      System.out.println("bytes-per-call " + (used() - before) / 10_000);
      System.out.println("pending " + broker.pendingCalls());
      System.out.println("timers " + broker.clock().scheduledTasks());
      broker.clock().advance(Duration.ofSeconds(11));
      System.out.println("left " + broker.pendingCalls());
      System.out.println(
          "failed "
              + calls.stream()
                  .filter(call -> call.reply().toCompletableFuture().isCompletedExceptionally())
                  .count());
    }
  }

  private static void timedOutCalls(int all) {
    FakeBroker broker = FakeBroker.create();
    try (Transport transport = open(broker)) {
      ConcurrentLinkedQueue<IncomingMessage> taken = new ConcurrentLinkedQueue<>();
      Listener listener =
          transport.driver().listen(new ListenRequest.Requests(TOPIC.server("s"), 1_000));
      listener
          .start(
              message -> {
                message.acknowledge();
                taken.add(message);
              })
          .toCompletableFuture()
          .join();
      long late = 0;
      long before = 0;
      for (int round = 0; round <= all / 1_000; round++) {
        if (round == 1) {
          before = used();
        }
        listener.request(1_000);
        for (int i = 0; i < 1_000; i++) {
          transport.driver().call(TOPIC, MESSAGE, CallOptions.within(Duration.ofSeconds(1)));
        }
        broker.clock().advance(Duration.ofSeconds(2));
        for (IncomingMessage each = taken.poll(); each != null; each = taken.poll()) {
          each.reply(new Reply.Result(JsonText.NULL));
          late++;
        }
      }
      System.out.println("growth " + (used() - before));
      System.out.println("left " + broker.pendingCalls());
      System.out.println("uncounted " + (late - broker.lateReplies()));
      System.out.println("late " + late);
    }
  }

  private static void pendingCallsOverABroker(String url) throws Exception {
    try (Transport transport = Transport.open(url)) {
      ConcurrentLinkedQueue<IncomingMessage> taken = new ConcurrentLinkedQueue<>();
      Listener listener =
          transport.driver().listen(new ListenRequest.Requests(TOPIC.server("s"), 100));
      listener
          .start(
              message -> {
                message.acknowledge();
                taken.add(message);
              })
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
      long before = used();
      List<PendingCall> calls = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        calls.add(
            transport.driver().call(TOPIC, MESSAGE, CallOptions.within(Duration.ofSeconds(4))));
      }
      System.out.println("bytes-per-call " + (used() - before) / 10_000);
      int failed = 0;
      for (PendingCall call : calls) {
        try {
          call.reply().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
          failed++;
        }
      }
      System.out.println("failed " + failed);
      calls.clear();
      System.out.println("growth " + (used() - before));
      listener.request(100);
      PendingCall last =
          transport.driver().call(TOPIC, MESSAGE, CallOptions.within(Duration.ofSeconds(20)));
      while (!last.reply().toCompletableFuture().isDone()) {
        for (IncomingMessage each = taken.poll(); each != null; each = taken.poll()) {
          each.reply(new Reply.Result(JsonText.of("7")));
          listener.request(1);
        }
        Thread.onSpinWait();
      }
      System.out.println("answer " + last.reply().toCompletableFuture().join().asString());
    }
  }

  private static void bombs() {
    JsonCodec json = JsonCodec.of(FjordConfig.defaults());
    Map<String, Supplier<String>> bombs = new LinkedHashMap<>();
    bombs.put("warm-up", () -> "[".repeat(1_000));
    bombs.put("depth", () -> "[".repeat(100_000));
    bombs.put("depth-of-objects", () -> "{\"a\":".repeat(100_000));
    bombs.put("digits", () -> "1".repeat(1_000_000));
    bombs.put("fraction", () -> "0." + "1".repeat(1_000_000));
    bombs.put("exponent", () -> "1e1000000000");
    bombs.put("string", () -> "\"" + "x".repeat(17_000_000) + "\"");
    bombs.put("tokens", () -> "[" + "0,".repeat(5_000_000) + "0]");
    bombs.put("name", () -> "{\"" + "n".repeat(100_000) + "\": 1}");
    bombs.put("trailing", () -> "{} {}");
    bombs.put("distinct", () -> names(17, "Ca"));
    bombs.put("colliding-half", () -> names(16, "BB"));
    bombs.put("colliding", () -> names(17, "BB"));
    bombs.forEach(
        (name, made) -> {
          String text = made.get();
          byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
          String object = "{\"v\": " + text + "}";
          JsonText fields = JsonText.of(object.getBytes(StandardCharsets.US_ASCII));
          long begin = System.nanoTime();
          String came = came(() -> json.readPlain(JsonText.of(bytes)));
          String cameAsField = came(() -> json.readPlain(json.readFields(fields).field("v").get()));
          long took = (System.nanoTime() - begin) / 1_000_000;
          System.out.println(name + " " + took + " " + came + " " + cameAsField);
        });
  }

  /** All names of so many pairs of letters; the hashes of "Aa" and "BB" are the same. */
  private static String names(int pairs, String other) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 1 << pairs; i++) {
      text.append(i == 0 ? "\"" : ", \"");
      for (int bit = 0; bit < pairs; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : other);
      }
      text.append("\": 1");
    }
    return text.append('}').toString();
  }

  private static String came(Supplier<Object> reading) {
    try {
      Object value = reading.get();
      return value == null ? "null" : "read";
    } catch (FjordException e) {
      return "refused";
    } catch (RuntimeException | Error e) {
      return e.getClass().getName();
    }
  }

  private static Transport open(FakeBroker broker) {
    return Transport.builder().url("fake://").provider(broker).timers(broker.clock()).open();
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
