package dev.fjord.tck;

import dev.fjord.spi.MessageExecutor;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An executor of which a broken one changes a method. */
class ForwardingExecutor implements MessageExecutor {
  private final MessageExecutor executor;

  ForwardingExecutor(MessageExecutor executor) {
    this.executor = executor;
  }

  @Override
  public CompletionStage<@Nullable Void> start() {
    return executor.start();
  }

  @Override
  public void stop() {
    executor.stop();
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return executor.await(timeout);
  }
}
