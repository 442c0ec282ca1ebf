package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.Capability;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.PendingCall;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What a server learns of calls that are given up: D5.
 *
 * @since 0.1.0
 */
public interface CancellationRules extends DriverRules {
  /** Whoever works on the call is told once it is given up, or when asking later. */
  @Test
  default void d5_aCallThatIsGivenUpIsToldToItsServer() {
    kit().requires(Capability.CANCELLATION);
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = kit().call(kit().openAnother(), kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(message.isCancellable()).isTrue();
    assertThat(message.isCancelled()).isFalse();
    CompletableFuture<Boolean> told = new CompletableFuture<>();
    message.onCancel(() -> told.complete(message.isCancelled()));
    assertThat(told).isNotDone();
    call.cancel();
    assertThat(kit().patience().await(told)).isTrue();
    CompletableFuture<Boolean> late = new CompletableFuture<>();
    message.onCancel(() -> late.complete(message.isCancelled()));
    assertThat(kit().patience().await(late)).isTrue();
  }

  /** A call that has its reply cannot be given up any more. */
  @Test
  default void d5_aCallThatHasEndedIsNotGivenUp() {
    kit().requires(Capability.CANCELLATION);
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = kit().call(kit().openAnother(), kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    CompletableFuture<Boolean> told = new CompletableFuture<>();
    message.onCancel(() -> told.complete(true));
    kit().patience().await(message.reply(DriverKit.echo(message)));
    kit().patience().await(call.reply());
    call.cancel();
    assertThat(message.isCancelled()).isFalse();
    assertThat(told).isNotDone();
  }

  /** Nobody can give a cast up, and a wire that cannot tell says so. */
  @Test
  default void whatCannotBeGivenUpSaysSo() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 1));
    IncomingMessage cast = inbox.takeAndAcknowledge();
    assertThat(cast.isCancellable()).isFalse();
    assertThat(cast.isCancelled()).isFalse();
    if (!kit().driver().capabilities().contains(Capability.CANCELLATION)) {
      PendingCall call = kit().call(kit().driver(), kit().topic(), 2);
      IncomingMessage message = inbox.takeAndAcknowledge();
      call.cancel();
      assertThat(message.isCancellable()).isFalse();
    }
  }
}
