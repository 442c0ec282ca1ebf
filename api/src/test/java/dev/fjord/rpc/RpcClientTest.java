package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.fjord.BlockingCallOnLoopException;
import dev.fjord.CallInterruptedException;
import dev.fjord.DeliveryException;
import dev.fjord.FjordException;
import dev.fjord.InvalidTargetException;
import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.RemoteErrors;
import dev.fjord.RemoteFailure;
import dev.fjord.SerializationException;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.Undeliverable;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RpcClientTest {
  private static final Target TARGET = Target.topic("compute").namespace("ns").version("1.4");

  private final ScriptedDriver driver = new ScriptedDriver();
  private final Transport transport = driver.open();
  private final RpcClient client = RpcClient.of(transport, TARGET);
  private final ExecutorService caller = Executors.newSingleThreadExecutor(named("caller"));
  private final ExecutorService wire = Executors.newSingleThreadExecutor(named("wire"));
  private final ExecutorService loopThread = Executors.newSingleThreadExecutor(named("loop"));

  @AfterEach
  void close() {
    transport.close();
    caller.shutdownNow();
    wire.shutdownNow();
    loopThread.shutdownNow();
  }

  @Test
  void aCallSendsItsRequestAndReturnsItsResult() throws Exception {
    MessageContext context = MessageContext.empty().with("user", "u1");
    Future<List<Integer>> result =
        caller.submit(
            () ->
                client
                    .context(context)
                    .timeout(Duration.ofSeconds(7))
                    .monitor(Duration.ofSeconds(3))
                    .request("cpus")
                    .arg("vm", "a")
                    .args(Map.of("n", 2))
                    .call(new TypeRef<List<Integer>>() {}));
    ScriptedDriver.Called call = nextCall();
    call.reply().complete(JsonText.of("[1, 2]"));

    assertThat(result.get(5, TimeUnit.SECONDS)).containsExactly(1, 2);
    assertThat(call.to()).isEqualTo(TARGET);
    assertThat(call.message().context()).isEqualTo(context);
    assertThat(call.options().timeout()).hasSeconds(7);
    assertThat(call.options().monitor()).contains(Duration.ofSeconds(3));
    assertThat(call.message().body().asString())
        .isEqualTo(
            "{\"method\": \"cpus\", \"args\": {\"vm\":\"a\",\"n\":2}, \"namespace\": \"ns\", \"version\": \"1.4\"}");
  }

  @Test
  void theTimeoutIsTheConfiguredOneUnlessSet() {
    client.request("m").callAsync(Void.class);
    client.monitor(Duration.ofSeconds(2)).timeout(Duration.ZERO).request("m").callAsync(Void.class);

    assertThat(driver.calls.get(0).options().timeout()).hasSeconds(60);
    assertThat(driver.calls.get(0).options().monitor()).isEmpty();
    assertThat(driver.calls.get(1).options().monitor()).contains(Duration.ofSeconds(2));
    assertThatThrownBy(() -> client.timeout(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.monitor(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRequestMayBeSentMoreThanOnce() {
    RpcRequest request = client.request("m").arg("a", 1);
    request.callAsync(Void.class);
    request.arg("a", null).castAsync();

    assertThat(driver.calls).hasSize(1);
    assertThat(driver.sends.get(0).message().body().asString()).contains("{\"a\":null}");
  }

  @Test
  void nothingReturnedIsNullExceptForAPrimitive() throws Exception {
    CompletableFuture<String> text = client.request("m").callAsync(String.class);
    CompletableFuture<Integer> number = client.request("m").callAsync(int.class);
    driver.calls.forEach(call -> call.reply().complete(JsonText.NULL));

    assertThat(text.get(5, TimeUnit.SECONDS)).isNull();
    assertThat(catchThrowable(() -> number.get(5, TimeUnit.SECONDS)))
        .hasCauseInstanceOf(SerializationException.class);
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new RemoteErrorException(RemoteFailure.of("Oops", "a.b", "bad")),
        new MessagingTimeoutException(TARGET, Duration.ofSeconds(1), "No reply"),
        new UndeliverableException(TARGET),
        new DeliveryException("refused", DeliveryException.Retry.SAFE, null),
        new TransportClosedException("closed"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureOfACallIsThrownAsItIs(FjordException failure) throws Exception {
    Future<Throwable> thrown =
        caller.submit(() -> catchThrowable(() -> client.request("m").call(String.class)));
    nextCall().reply().completeExceptionally(failure);

    assertThat(thrown.get(5, TimeUnit.SECONDS)).isSameAs(failure);
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).hasMessage("called m here");

    CompletableFuture<String> later = client.request("m").callAsync(String.class);
    driver.calls.get(1).reply().completeExceptionally(new CompletionException(failure));
    assertThat(catchThrowable(() -> later.get(5, TimeUnit.SECONDS)))
        .isInstanceOf(ExecutionException.class)
        .hasCause(failure);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureOfACastIsThrownAsItIs(FjordException failure) throws Exception {
    Future<Throwable> thrown =
        caller.submit(() -> catchThrowable(() -> client.request("m").cast()));
    await().until(() -> !driver.sends.isEmpty());
    driver.sends.get(0).done().completeExceptionally(failure);
    CompletableFuture<Void> later = client.request("m").castAsync();
    driver.sends.get(1).done().completeExceptionally(failure);

    assertThat(thrown.get(5, TimeUnit.SECONDS)).isSameAs(failure);
    assertThat(catchThrowable(() -> later.get(5, TimeUnit.SECONDS))).hasCause(failure);
  }

  @Test
  void aFailureThatIsNoneOfOursIsWrapped() throws Exception {
    Future<Throwable> thrown =
        caller.submit(() -> catchThrowable(() -> client.request("m").call(String.class)));
    nextCall().reply().completeExceptionally(new IOException("socket"));

    assertThat(thrown.get(5, TimeUnit.SECONDS))
        .isInstanceOf(FjordException.class)
        .hasMessage("The call of m failed")
        .hasRootCauseMessage("socket");
  }

  @Test
  void aResultThatDoesNotFitIsASerializationException() throws Exception {
    CompletableFuture<Integer> later = client.request("m").callAsync(Integer.class);
    driver.calls.get(0).reply().complete(JsonText.of("\"5\""));

    assertThat(catchThrowable(() -> later.get(5, TimeUnit.SECONDS)))
        .hasCauseInstanceOf(SerializationException.class);
  }

  record Broken(int value) {
    Broken {
      if (value == 1) {
        throw new NoClassDefFoundError("made up");
      }
    }
  }

  @Test
  void aFailureTheTransportKnowsIsThrownAsTheApplicationsException() throws Exception {
    RemoteErrors errors =
        RemoteErrors.none()
            .with("a.b", "Oops", failure -> new UnsupportedOperationException(failure.message()));
    RemoteErrorException remote = new RemoteErrorException(RemoteFailure.of("Oops", "a.b", "bad"));
    try (Transport knowing =
        Transport.builder()
            .url("scripted://h/")
            .provider(driver.provider())
            .remoteErrors(errors)
            .open()) {
      RpcClient informed = RpcClient.of(knowing, TARGET);
      Future<Throwable> thrown =
          caller.submit(() -> catchThrowable(() -> informed.request("m").call(String.class)));
      nextCall().reply().completeExceptionally(remote);
      assertThat(thrown.get(5, TimeUnit.SECONDS))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("bad")
          .hasCause(remote);

      CompletableFuture<String> later = informed.request("m").callAsync(String.class);
      driver.calls.get(1).reply().completeExceptionally(remote);
      assertThat(catchThrowable(() -> later.get(5, TimeUnit.SECONDS)))
          .hasCauseInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void whatBecomesOfTheUndeliverableIsLeftToTheDriverUnlessSet() {
    RpcClient careless = client.undeliverable(Undeliverable.IGNORED).timeout(Duration.ofSeconds(3));
    client.request("m").callAsync(Void.class);
    careless.request("m").callAsync(Void.class);
    client.request("m").castAsync();
    careless.request("m").castAsync();

    assertThat(driver.calls.get(0).options().undeliverable()).isEmpty();
    assertThat(driver.calls.get(1).options().undeliverable()).contains(Undeliverable.IGNORED);
    assertThat(driver.sends.get(0).options().undeliverable()).isEmpty();
    assertThat(driver.sends.get(1).options().undeliverable()).contains(Undeliverable.IGNORED);
  }

  @Test
  void anErrorOfAUsersConstructorEndsTheCallToo() {
    CompletableFuture<Broken> later = client.request("m").callAsync(Broken.class);
    driver.calls.get(0).reply().complete(JsonText.of("{\"value\": 1}"));

    assertThat(catchThrowable(() -> later.get(5, TimeUnit.SECONDS)))
        .isInstanceOf(ExecutionException.class);
  }

  @Test
  void aCastReturnsWhenTheBrokerHasIt() throws Exception {
    Future<?> cast = caller.submit(() -> client.timeout(Duration.ofSeconds(3)).request("m").cast());
    await().until(() -> !driver.sends.isEmpty());
    assertThat(cast.isDone()).isFalse();
    driver.sends.get(0).done().complete(null);

    cast.get(5, TimeUnit.SECONDS);
    assertThat(driver.sends.get(0).options())
        .isEqualTo(new SendOptions(SendOptions.Kind.CAST, Duration.ofSeconds(3)));
  }

  @Test
  void aFanoutCanBeCastAndNotCalled() {
    RpcRequest request = client.target(TARGET.fanout()).request("m");

    assertThatThrownBy(() -> request.call(String.class)).isInstanceOf(InvalidTargetException.class);
    assertThatThrownBy(() -> request.callAsync(String.class))
        .isInstanceOf(InvalidTargetException.class);
    request.castAsync();
    assertThat(driver.calls).isEmpty();
    assertThat(driver.sends).hasSize(1);
  }

  @Test
  void aClientNeedsATopic() {
    assertThatThrownBy(() -> RpcClient.of(transport, Target.empty()))
        .isInstanceOf(InvalidTargetException.class);
    assertThatThrownBy(() -> client.target(Target.empty()))
        .isInstanceOf(InvalidTargetException.class);
  }

  @Test
  void anArgumentWithoutAJsonFormIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> client.request("m").arg("a", new Object()).callAsync(Void.class))
        .isInstanceOf(SerializationException.class);
    assertThat(driver.calls).isEmpty();
  }

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

  private ScriptedDriver.Called nextCall() {
    await().until(() -> !driver.calls.isEmpty());
    return driver.calls.get(0);
  }

  private <T> CompletableFuture<T> onLoop(java.util.function.Supplier<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    EventLoop.on(loopThread)
        .execute(() -> result.complete(body.get()), result::completeExceptionally);
    return result;
  }

  private static java.util.concurrent.ThreadFactory named(String name) {
    return Thread.ofPlatform().name(name).daemon(true).factory();
  }
}
