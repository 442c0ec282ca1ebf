package dev.fjord.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingDriverAdapterTest {
  private static final OutgoingMessage MESSAGE =
      new OutgoingMessage(JsonText.of("{}"), MessageContext.empty());
  private static final SendOptions SEND =
      new SendOptions(SendOptions.Kind.CAST, Duration.ofSeconds(5));
  private static final ListenRequest REQUESTS =
      new ListenRequest.Requests(Target.topic("t").server("s"), 4);

  private final GatedWire wire = new GatedWire();
  private final BlockingDriverAdapter adapter = new BlockingDriverAdapter(wire, "w");
  private final BlockingQueue<IncomingMessage> handed = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    wire.gate.countDown();
    wire.opening.countDown();
    adapter.close();
  }

  @Test
  void sendsAndCallsRunOnVirtualThreadsOfTheWire() throws Exception {
    wire.gate.countDown();

    adapter.send(Target.topic("t"), MESSAGE, SEND).toCompletableFuture().get(5, TimeUnit.SECONDS);
    PendingCall call =
        adapter.call(Target.topic("t"), MESSAGE, CallOptions.within(Duration.ofSeconds(5)));

    assertThat(call.reply().toCompletableFuture().get(5, TimeUnit.SECONDS).asString())
        .isEqualTo("1");
    assertThat(wire.threads).containsExactly("wire-w-send virtual", "wire-w-call virtual");
    assertThat(adapter.capabilities()).containsExactly(Capability.REQUEUE);
  }

  @Test
  void whatTheWireThrowsEndsTheCall() {
    wire.failure = new IllegalStateException("broken");
    wire.gate.countDown();

    assertThat(failureOf(adapter.send(Target.topic("t"), MESSAGE, SEND))).isSameAs(wire.failure);
    assertThat(
            failureOf(
                adapter
                    .call(Target.topic("t"), MESSAGE, CallOptions.within(Duration.ofSeconds(5)))
                    .reply()))
        .isSameAs(wire.failure);
  }

  @Test
  void cancellingInterruptsTheWire() {
    PendingCall call =
        adapter.call(Target.topic("t"), MESSAGE, CallOptions.within(Duration.ofSeconds(5)));
    await().until(() -> wire.threads.size() == 1);

    call.cancel();

    assertThat(catchThrowable(() -> call.reply().toCompletableFuture().join()))
        .isInstanceOf(CancellationException.class);
    await().until(() -> wire.interrupts.size() == 1);
  }

  @Test
  void closingEndsWhatIsPendingAndRefusesWhatComesLater() {
    CompletionStage<JsonText> call =
        adapter.call(Target.topic("t"), MESSAGE, CallOptions.within(Duration.ofSeconds(5))).reply();
    CompletionStage<Void> send = adapter.send(Target.topic("t"), MESSAGE, SEND);
    await().until(() -> wire.threads.size() == 2);

    adapter.close();

    assertThat(failureOf(call)).isInstanceOf(TransportClosedException.class);
    assertThat(failureOf(send)).isInstanceOf(TransportClosedException.class);
    await().until(() -> wire.interrupts.size() == 2);
    assertThat(wire.closed).isTrue();
    assertThat(failureOf(adapter.send(Target.topic("t"), MESSAGE, SEND)))
        .isInstanceOf(TransportClosedException.class);
    assertThat(failureOf(adapter.listen(REQUESTS).start(handed::add)))
        .isInstanceOf(TransportClosedException.class);
    assertThat(wire.threads).hasSize(2);
  }

  @Test
  void itPollsOnlyForWhatWasRequested() throws Exception {
    Listener listener = started();
    wire.source.messages.add(new GatedWire.Message());
    wire.source.messages.add(new GatedWire.Message());
    wire.source.messages.add(new GatedWire.Message());
    assertThat(wire.source.polls).isEmpty();

    listener.request(1);
    assertThat(handed.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(wire.source.messages).hasSize(2);
    listener.request(2);
    assertThat(handed.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(handed.poll(5, TimeUnit.SECONDS)).isNotNull();

    assertThat(wire.source.polls).hasSize(3).containsOnly("poll-w");
  }

  @Test
  void stopWakesAPollThatWaitsForAMessage() throws Exception {
    Listener listener = started();
    listener.request(1);
    await().until(() -> !wire.source.polls.isEmpty());

    listener.stop().toCompletableFuture().get(5, TimeUnit.SECONDS);
    listener.stop().toCompletableFuture().get(5, TimeUnit.SECONDS);
    listener.request(1);

    assertThat(wire.source.stops).hasSize(1);
    assertThat(wire.source.closes).isEmpty();
    listener.close();
    listener.close();
    assertThat(wire.source.closes).hasSize(1);
  }

  @Test
  void stopWakesAPollThatWaitsForASlot() throws Exception {
    Listener listener = started();

    listener.stop().toCompletableFuture().get(5, TimeUnit.SECONDS);

    assertThat(wire.source.polls).isEmpty();
  }

  @Test
  void stopEndsAnOpeningThatWaits() throws Exception {
    Listener listener = adapter.listen(REQUESTS);
    CompletionStage<Void> started = listener.start(handed::add);
    await().until(() -> wire.threads.contains("poll-w"));

    listener.stop().toCompletableFuture().get(5, TimeUnit.SECONDS);

    assertThat(failureOf(started)).hasMessage("The listener was stopped");
  }

  @Test
  void aListenerThatWasNeverStartedStopsAtOnce() throws Exception {
    Listener listener = adapter.listen(REQUESTS);

    listener.stop().toCompletableFuture().get(5, TimeUnit.SECONDS);

    assertThat(failureOf(listener.start(handed::add))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aListenerStartsOnce() throws Exception {
    Listener listener = started();

    assertThat(failureOf(listener.start(handed::add))).hasMessage("A listener is started once");
  }

  @Test
  void anOpeningThatFailsFailsTheStart() {
    wire.failure = new IllegalStateException("broken");
    wire.opening.countDown();
    Listener listener = adapter.listen(REQUESTS);

    assertThat(failureOf(listener.start(handed::add))).isSameAs(wire.failure);
    assertThat(listener.stop().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void aPollThatFailsIsTriedAgain() throws Exception {
    Listener listener = started();
    wire.source.failOnce = true;
    wire.source.messages.add(new GatedWire.Message());
    listener.request(1);

    assertThat(handed.poll(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(wire.source.polls).hasSize(2);
  }

  @Test
  void closingTheDriverEndsItsListeners() {
    started();

    adapter.close();

    await().until(() -> wire.source.closes.size() == 1);
    assertThat(wire.source.stops).hasSize(1);
  }

  @Test
  void aReplyLeavesFromAVirtualThreadOfItsOwnAndOnce() throws Exception {
    GatedWire.Message message = new GatedWire.Message();
    IncomingMessage adapted = new AdaptedMessage(message, "w");
    Reply reply = new Reply.Result(JsonText.of("1"));
    CompletionStage<Void> first = adapted.reply(reply);
    CompletionStage<Void> second = adapted.reply(reply);

    assertThat(second.toCompletableFuture()).isCompleted();
    assertThat(first.toCompletableFuture()).isNotDone();
    message.gate.countDown();
    first.toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(message.done).containsExactly("reply on wire-w-reply virtual");
  }

  @Test
  void settlementIsDoneOnce() throws Exception {
    GatedWire.Message message = new GatedWire.Message();
    message.gate.countDown();
    IncomingMessage adapted = new AdaptedMessage(message, "w");
    adapted.acknowledge().toCompletableFuture().get(5, TimeUnit.SECONDS);
    adapted.requeue().toCompletableFuture().get(5, TimeUnit.SECONDS);
    adapted.acknowledge().toCompletableFuture().get(5, TimeUnit.SECONDS);

    assertThat(message.done).containsExactly("acknowledge on wire-w-acknowledge virtual");
    message.expectsReply = false;
    adapted.reply(new Reply.Result(JsonText.NULL)).toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(message.done).hasSize(1);
  }

  private Listener started() {
    wire.opening.countDown();
    Listener listener = adapter.listen(REQUESTS);
    assertThat(listener.start(handed::add).toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(5));
    return listener;
  }

  private static Throwable failureOf(CompletionStage<?> stage) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    stage.whenComplete((value, thrown) -> failure.complete(thrown));
    return failure.orTimeout(5, TimeUnit.SECONDS).join();
  }
}
