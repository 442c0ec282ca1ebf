package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;

/** A broker and one link to it. */
abstract class FakeBrokerFixture {
  final FakeBroker broker = FakeBroker.create();
  final Link link = new Link(broker);

  @AfterEach
  void close() {
    link.close();
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(
      CompletionStage<?> stage, Class<? extends Throwable> type) {
    CompletableFuture<?> future = stage.toCompletableFuture();
    assertThat(future).isCompletedExceptionally();
    return assertThat(future.exceptionNow()).isInstanceOf(type);
  }
}
