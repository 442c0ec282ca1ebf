package dev.fjord.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.BlockingCallOnLoopException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class EventLoopTest {
  private final EventLoop loop = EventLoop.on(Runnable::run);
  private final EventLoop other = EventLoop.on(Runnable::run);

  @Test
  void aTaskKnowsItsLoopAndTheThreadForgetsIt() {
    List<Object> seen = new ArrayList<>();
    loop.execute(
        () -> {
          seen.add(EventLoop.current().orElseThrow());
          other.execute(() -> seen.add(loop.isHere() + " " + other.isHere()), e -> {});
          seen.add(loop.isHere());
        },
        e -> {});

    assertThat(seen).containsExactly(loop, "false true", true);
    assertThat(EventLoop.isCurrentThread()).isFalse();
    assertThat(EventLoop.current()).isEmpty();
  }

  @Test
  void aTaskThatThrowsLeavesNoMark() {
    assertThatThrownBy(
            () ->
                loop.execute(
                    () -> {
                      throw new IllegalStateException("x");
                    },
                    e -> {}))
        .hasMessage("x");
    assertThat(EventLoop.isCurrentThread()).isFalse();
  }

  @Test
  void blockingIsRefusedOnALoopOnly() {
    assertThatCode(() -> EventLoop.requireMayBlock("It")).doesNotThrowAnyException();
    loop.execute(
        () ->
            assertThatThrownBy(() -> EventLoop.requireMayBlock("It"))
                .isInstanceOf(BlockingCallOnLoopException.class)
                .hasMessageStartingWith(
                    "It would block the event loop " + Thread.currentThread().getName()),
        e -> {});
  }

  @Test
  void aLoopThatTakesNoMoreHandsTheRefusalOver() {
    List<Object> refused = new ArrayList<>();
    EventLoop closed =
        EventLoop.on(
            task -> {
              throw new RejectedExecutionException("closed");
            });

    closed.execute(() -> refused.add("ran"), refused::add);

    assertThat(refused).hasSize(1).first().isInstanceOf(RejectedExecutionException.class);
  }
}
