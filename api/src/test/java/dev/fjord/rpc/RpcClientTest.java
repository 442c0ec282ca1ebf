package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.fjord.InvalidTargetException;
import dev.fjord.MessageContext;
import dev.fjord.SerializationException;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client sends and returns. */
class RpcClientTest extends RpcClientFixture {
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
}
