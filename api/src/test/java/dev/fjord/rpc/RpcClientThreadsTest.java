package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fjord.BlockingCallOnLoopException;
import dev.fjord.CallInterruptedException;
import dev.fjord.TransportClosedException;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ScriptedDriver;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which thread a call ends on, and how it is given up. */
class RpcClientThreadsTest extends RpcClientFixture {
  @Test
  void cancellingReachesTheCall() {
    CompletableFuture<String> later = client.request("m").callAsync(String.class);

    assertThat(later.cancel(true)).isTrue();
    assertThat(driver.calls.get(0).cancelled()).isDone();
    assertThat(catchThrowable(later::join)).isInstanceOf(CancellationException.class);
    assertThat(later.cancel(true)).isTrue();
  }

  @Test
  void cancellingWhatHasEndedDoesNothing() throws Exception {
    CompletableFuture<String> later = client.request("m").callAsync(String.class);
    driver.calls.get(0).reply().complete(JsonText.of("\"a\""));

    assertThat(later.get(5, TimeUnit.SECONDS)).isEqualTo("a");
    assertThat(later.cancel(true)).isFalse();
    assertThat(driver.calls.get(0).cancelled()).isNotDone();
  }

  @Test
  void aDriverThatCancelsIsSeenAsThat() throws Exception {
    Future<Throwable> thrown =
        caller.submit(() -> catchThrowable(() -> client.request("m").call(String.class)));
    nextCall().reply().cancel(true);

    assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
  }

  @Test
  void anInterruptGivesTheCallUpAndKeepsTheFlag() throws Exception {
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  thrown.complete(catchThrowable(() -> client.request("m").call(String.class)));
                  flag.complete(Thread.currentThread().isInterrupted());
                });
    ScriptedDriver.Called call = nextCall();
    thread.interrupt();

    assertThat(thrown.get(5, TimeUnit.SECONDS))
        .isInstanceOf(CallInterruptedException.class)
        .hasMessage("The call of m was interrupted");
    assertThat(flag.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(call.cancelled()).isDone();
  }

  @Test
  void aBlockingCallOnALoopIsRefusedBeforeAnythingIsSent() throws Exception {
    for (Runnable body :
        List.<Runnable>of(
            () -> client.request("m").call(Void.class), () -> client.request("m").cast())) {
      assertThat(onLoop(() -> catchThrowable(body::run)).get(5, TimeUnit.SECONDS))
          .isInstanceOf(BlockingCallOnLoopException.class)
          .hasMessageContaining("of m would block the event loop loop");
    }
    assertThat(driver.calls).isEmpty();
    assertThat(driver.sends).isEmpty();
  }

  @Test
  void aCallMadeOnALoopCompletesOnThatLoop() throws Exception {
    CompletableFuture<String> thread =
        onLoop(
                () ->
                    client
                        .request("m")
                        .callAsync(String.class)
                        .thenApply(value -> Thread.currentThread().getName()))
            .get(5, TimeUnit.SECONDS);
    nextCall();
    wire.submit(() -> driver.calls.get(0).reply().complete(JsonText.of("\"a\"")))
        .get(5, TimeUnit.SECONDS);

    assertThat(thread.get(5, TimeUnit.SECONDS)).isEqualTo("loop");
  }

  @Test
  void anyOtherCallCompletesOnTheTransportsLoop() throws Exception {
    CompletableFuture<String> called =
        client
            .request("m")
            .callAsync(String.class)
            .thenApply(value -> Thread.currentThread().getName());
    CompletableFuture<String> cast =
        client
            .request("m")
            .castAsync()
            .thenApply(value -> Thread.currentThread().getName() + EventLoop.isCurrentThread());
    wire.submit(() -> driver.calls.get(0).reply().complete(JsonText.of("\"a\"")))
        .get(5, TimeUnit.SECONDS);
    wire.submit(() -> driver.sends.get(0).done().complete(null)).get(5, TimeUnit.SECONDS);

    assertThat(called.get(5, TimeUnit.SECONDS)).isEqualTo("loop-callbacks-scripted");
    assertThat(cast.get(5, TimeUnit.SECONDS)).isEqualTo("loop-callbacks-scriptedtrue");
  }

  @Test
  void aResultWhoseLoopIsGoneArrivesOnTheTransportsLoop() throws Exception {
    CompletableFuture<String> called =
        onLoop(() -> client.request("m").callAsync(String.class)).get(5, TimeUnit.SECONDS);
    CompletableFuture<String> thread =
        called.thenApply(value -> value + Thread.currentThread().getName());
    loopThread.shutdown();
    wire.submit(() -> driver.calls.get(0).reply().complete(JsonText.of("\"on \"")))
        .get(5, TimeUnit.SECONDS);

    assertThat(thread.get(5, TimeUnit.SECONDS)).isEqualTo("on loop-callbacks-scripted");
  }

  @Test
  void aCallThatEndsAfterTheTransportWasClosedStillEnds() {
    CompletableFuture<String> called = client.request("m").callAsync(String.class);
    transport.close();
    driver.calls.get(0).reply().completeExceptionally(new TransportClosedException("closed"));

    assertThat(catchThrowable(() -> called.get(5, TimeUnit.SECONDS)))
        .hasCauseInstanceOf(TransportClosedException.class);
  }
}
