package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.Target;
import dev.fjord.VersionCapException;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.transport.Transport;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionCapTest {
  private final ScriptedDriver driver = new ScriptedDriver();
  private final Transport transport = driver.open();
  private final RpcClient client = RpcClient.of(transport, Target.topic("t"));

  @AfterEach
  void close() {
    transport.close();
  }

  @Endpoint(version = "1.2")
  interface Desk {
    CompletionStage<String> book(String room);

    @Since("1.4")
    CompletionStage<String> bookAll();

    @Since("1.0")
    CompletionStage<String> leave();
  }

  @ParameterizedTest
  @CsvSource({
    "1.4, 1.4, true",
    "1.4, 1.3, true",
    "1.4, 1.3.9, true",
    "1.4, 1.4.1, false",
    "1.4.2, 1.4.1, true",
    "1.4, 1.5, false",
    "1.4, 2.0, false",
    "2.0, 1.9, false",
    "1.10, 1.9, true",
    "1.4, one, false",
    "1.4, '', false",
  })
  void aVersionIsUnderTheCapWhenAServerOfTheCapServesIt(String cap, String version, boolean can) {
    RpcClient capped = client.versionCap(cap).target(to -> to.version(version));
    assertThat(capped.canSendVersion()).isEqualTo(can);
    assertThat(capped.canSendVersion(version)).isEqualTo(can);
    assertThat(capped.withoutVersionCap().canSendVersion()).isTrue();
  }

  @Test
  void aRequestAboveTheCapIsRefusedAndNotSent() {
    RpcRequest request = client.versionCap("1.4").target(to -> to.version("1.5")).request("book");
    for (Runnable send :
        new Runnable[] {
          () -> request.call(Void.class),
          () -> request.callAsync(Void.class),
          request::cast,
          request::castAsync
        }) {
      assertThatExceptionOfType(VersionCapException.class)
          .isThrownBy(send::run)
          .withMessageContaining("book asks for version 1.5 and the client is capped at 1.4")
          .satisfies(
              e -> {
                assertThat(e.requested()).contains("1.5");
                assertThat(e.versionCap()).isEqualTo("1.4");
              });
    }
    assertThat(driver.calls).isEmpty();
    assertThat(driver.sends).isEmpty();
  }

  @Test
  void aRequestWithoutAVersionIsRefusedWhereThereIsACap() {
    RpcClient capped = client.versionCap("1.4");
    assertThat(capped.canSendVersion()).isFalse();
    assertThatExceptionOfType(VersionCapException.class)
        .isThrownBy(() -> capped.request("m").callAsync(Void.class))
        .withMessageContaining("names no version")
        .satisfies(e -> assertThat(e.requested()).isEmpty());
    client.request("m").callAsync(Void.class);
    assertThat(driver.calls).hasSize(1);
  }

  @Test
  void aCapHoldsForEachMethodOfAProxyByItself() {
    Desk desk = client.versionCap("1.3").proxy(Desk.class);
    desk.book("r1");
    desk.leave();
    assertThatThrownBy(desk::bookAll)
        .isInstanceOf(VersionCapException.class)
        .hasMessageContaining("1.4");
    assertThat(driver.calls)
        .extracting(call -> call.to().version().orElseThrow())
        .containsExactly("1.2", "1.0");
  }

  @Test
  void aCapThatIsNoVersionIsRefused() {
    assertThatThrownBy(() -> client.versionCap("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A version cap is major.minor, as in 1.4, is 1");
  }
}
