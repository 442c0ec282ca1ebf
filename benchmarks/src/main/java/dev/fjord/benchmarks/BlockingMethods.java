package dev.fjord.benchmarks;

import dev.fjord.rpc.RpcMethod;
import dev.fjord.spi.Timers;
import java.util.concurrent.ExecutionException;

/** Methods that return their results. Thread-safe; called on workers. */
final class BlockingMethods {
  private final Pause pause;

  BlockingMethods(Timers timers) {
    this.pause = new Pause(timers);
  }

  @RpcMethod
  int nothing(int value) {
    return value;
  }

  @RpcMethod("wait")
  int waitShortly(int value) throws InterruptedException, ExecutionException {
    return pause.then(value).get();
  }
}
