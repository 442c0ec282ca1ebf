package dev.fjord.cli.demo;

import dev.fjord.FjordException;
import dev.fjord.RemoteErrorException;
import dev.fjord.cli.load.Latencies;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcRequest;
import dev.fjord.spi.Timers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Calls one method again and again and looks at each answer. Thread-safe. */
final class CallTrial {
  /** Which methods there are to call, apart from their style. */
  enum Kind {
    SQUARE,
    LOOK_UP,
    REFUSE
  }

  private final Kind kind;
  private final String method;
  private final RpcClient client;
  private final Timers timers;
  private final Latencies latencies = new Latencies();
  private final AtomicLong wrong = new AtomicLong();

  CallTrial(Kind kind, String method, RpcClient client, Timers timers) {
    this.kind = kind;
    this.method = method;
    this.client = client;
    this.timers = timers;
  }

  String method() {
    return method;
  }

  Latencies latencies() {
    return latencies;
  }

  long wrong() {
    return wrong.get();
  }

  /** One call; every other one without waiting in it. Blocks. */
  void run(int number) {
    long begin = timers.nanoTime();
    boolean isRight = isRight(number);
    latencies.record(timers.nanoTime() - begin);
    if (!isRight) {
      wrong.incrementAndGet();
    }
  }

  private boolean isRight(int number) {
    try {
      return switch (kind) {
        case SQUARE ->
            ask(request("number", number), Long.class, number).equals((long) number * number);
        case LOOK_UP ->
            ask(request("key", "k" + number), String.class, number).equals("value of k" + number);
        case REFUSE -> {
          ask(request("reason", "because of " + number), String.class, number);
          yield false;
        }
      };
    } catch (RemoteErrorException e) {
      return kind == Kind.REFUSE
          && e.type().equals("IllegalStateException")
          && e.remoteMessage().equals("because of " + number);
    } catch (FjordException e) {
      return false;
    }
  }

  private RpcRequest request(String argument, Object value) {
    return client.request(method).arg(argument, value);
  }

  private static <T> Object ask(RpcRequest request, Class<T> type, int number) {
    Object answer;
    if (number % 2 == 0) {
      answer = request.call(type);
    } else {
      try {
        answer = request.callAsync(type).get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FjordException("interrupted", e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof FjordException known
            ? known
            : new FjordException("The call failed", e.getCause());
      }
    }
    return answer == null ? "null" : answer;
  }
}
