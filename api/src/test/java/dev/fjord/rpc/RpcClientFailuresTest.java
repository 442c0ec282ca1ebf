package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.fjord.DeliveryException;
import dev.fjord.FjordException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.RemoteErrors;
import dev.fjord.RemoteFailure;
import dev.fjord.SerializationException;
import dev.fjord.TransportClosedException;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.JsonText;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a call or a cast fails. */
class RpcClientFailuresTest extends RpcClientFixture {
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
  void anErrorOfAUsersConstructorEndsTheCallToo() {
    CompletableFuture<Broken> later = client.request("m").callAsync(Broken.class);
    driver.calls.get(0).reply().complete(JsonText.of("{\"value\": 1}"));

    assertThat(catchThrowable(() -> later.get(5, TimeUnit.SECONDS)))
        .isInstanceOf(ExecutionException.class);
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
}
