package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How a message is settled and answered: M1 to M3.
 *
 * @since 0.1.0
 */
public interface MessageRules extends DriverRules {
  /** Whoever acknowledges again is told that all is well, and nothing happens. */
  @Test
  default void m1_aSecondAcknowledgementIsANoOp() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(10);
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 1));
    IncomingMessage message = inbox.takeAndAcknowledge();
    kit().patience().await(message.acknowledge());
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 2));
    assertThat(DriverKit.n(inbox.takeAndAcknowledge())).isEqualTo(2);
    inbox.expectNothing();
  }

  /** What was acknowledged does not come back. */
  @Test
  default void m1_aRequeueAfterAnAcknowledgementIsANoOp() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(10);
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 1));
    IncomingMessage message = inbox.takeAndAcknowledge();
    kit().patience().await(message.requeue());
    inbox.expectNothing();
  }

  /** What was put back twice comes back once. */
  @Test
  default void m1_aSecondRequeueIsANoOp() {
    kit().requires(Capability.REQUEUE);
    Inbox inbox = kit().listen(kit().driver(), Set.of("info")).request(10);
    kit().patience().await(kit().notify(kit().driver(), SendOptions.Kind.NOTIFICATION, "info", 1));
    IncomingMessage message = inbox.take();
    kit().patience().await(message.requeue());
    kit().patience().await(message.requeue());
    kit().patience().await(message.acknowledge());
    inbox.takeAndAcknowledge();
    inbox.expectNothing();
  }

  /** A cast has nobody to answer to. */
  @Test
  default void m2_aReplyToACastIsANoOp() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(10);
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 1));
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(message.expectsReply()).isFalse();
    kit().patience().await(message.reply(DriverKit.echo(message)));
  }

  /** The first reply counts. */
  @Test
  default void m2_aSecondReplyIsANoOp() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(10);
    Driver caller = kit().openAnother();
    PendingCall call = kit().call(caller, kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(message.expectsReply()).isTrue();
    kit().patience().await(message.reply(new Reply.Result(DriverKit.json("first"))));
    kit().patience().await(message.reply(new Reply.Result(DriverKit.json("second"))));
    assertThat(DriverKit.value(kit().patience().await(call.reply()))).isEqualTo("first");

    // What a second reply would do wrong it would do before the reply to a later call.
    PendingCall next = kit().call(caller, kit().topic(), 2);
    IncomingMessage later = inbox.takeAndAcknowledge();
    kit().patience().await(later.reply(DriverKit.echo(later)));
    assertThat(DriverKit.value(kit().patience().await(next.reply()))).isEqualTo(2);
  }

  /** A message outlives the link it came over; what is done to it then ends, one way or other. */
  @Test
  default void m3_aReplyAfterTheTransportWasClosedDoesNotThrow() {
    Driver server = kit().openAnother();
    Inbox inbox = kit().serve(server, kit().server("one")).request(10);
    PendingCall call = kit().call(kit().driver(), kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    kit().close(server);
    kit().patience().awaitEnd(message.reply(DriverKit.echo(message)));
    kit().patience().awaitEnd(message.acknowledge());
    message.heartbeat();
    call.cancel();
  }

  /** A caller that is gone is not the server's trouble. */
  @Test
  default void m3_aReplyToACallerThatIsGoneDoesNotThrow() {
    Driver caller = kit().openAnother();
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(10);
    PendingCall call = kit().call(caller, kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    kit().close(caller);
    kit().patience().awaitFailure(call.reply());
    // Wires differ in how long they look for the caller: only the call itself must not throw.
    assertThat(message.reply(DriverKit.echo(message))).isNotNull();
    message.heartbeat();
  }
}
