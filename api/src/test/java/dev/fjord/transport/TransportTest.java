package dev.fjord.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.InvalidTransportUrlException;
import dev.fjord.ProviderException;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.ManualTimers;
import dev.fjord.spi.ScriptedDriver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransportTest {
  private final ScriptedDriver driver = new ScriptedDriver();

  @Test
  void itOpensTheDriverOfItsScheme() {
    ManualTimers timers = new ManualTimers();
    FjordConfig config = FjordConfig.defaults().with(CoreOptions.EXECUTOR, "async");
    try (Transport transport =
        Transport.builder()
            .config(config)
            .url("scripted://h/v")
            .timers(timers)
            .provider(driver.provider())
            .open()) {
      assertThat(transport.driver()).isSameAs(driver);
      assertThat(transport.url().virtualHost()).contains("v");
      assertThat(transport.timers()).isSameAs(timers);
      assertThat(driver.settings.timers()).isSameAs(timers);
      assertThat(driver.settings.config()).isSameAs(transport.config());
      assertThat(transport.config().get(CoreOptions.EXECUTOR)).isEqualTo("async");
    }
  }

  @Test
  void aSchemeWithoutADriverSaysWhatToAdd() {
    assertThatThrownBy(() -> Transport.builder().url("carrier-pigeon://u:secret@h/").open())
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("There is no driver 'carrier-pigeon'")
        .hasMessageContaining("dev.fjord:fjord-driver-amqp for rabbit and amqp")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Transport.open("no url"))
        .isInstanceOf(InvalidTransportUrlException.class);
  }

  @Test
  void closingTwiceClosesTheDriverOnce() {
    Transport transport = driver.open();
    transport.close();
    transport.close();

    assertThat(driver.closes).isEqualTo(1);
  }

  @Test
  void aDriverThatFailsToCloseLeavesNoThreads() throws Exception {
    driver.failingClose = true;
    Transport transport = driver.open();
    CompletableFuture<Thread> callback = new CompletableFuture<>();
    CompletableFuture<Thread> timer = new CompletableFuture<>();
    transport.callbacks().execute(() -> callback.complete(Thread.currentThread()), e -> {});
    transport
        .timers()
        .schedule(java.time.Duration.ZERO, () -> timer.complete(Thread.currentThread()));
    Thread first = callback.get(5, TimeUnit.SECONDS);
    Thread second = timer.get(5, TimeUnit.SECONDS);

    assertThatThrownBy(transport::close).hasMessage("close failed");

    assertThat(first.join(java.time.Duration.ofSeconds(5))).isTrue();
    assertThat(second.join(java.time.Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void itsCallbacksRunOnALoop() throws Exception {
    try (Transport transport = driver.open()) {
      CompletableFuture<String> seen = new CompletableFuture<>();
      transport
          .callbacks()
          .execute(
              () ->
                  seen.complete(
                      EventLoop.isCurrentThread() + " " + Thread.currentThread().getName()),
              e -> {});

      assertThat(seen.get(5, TimeUnit.SECONDS)).isEqualTo("true loop-callbacks-scripted");
    }
  }
}
