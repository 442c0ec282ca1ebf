package dev.fjord.spi;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.codec.JsonCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A message from a text that remembers what was done with it. */
public final class ScriptedMessage implements IncomingMessage {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());

  private final Payload payload;
  private final MessageContext context;
  private final boolean expectsReply;
  public final List<String> settled = new CopyOnWriteArrayList<>();
  public final List<Reply> replies = new CopyOnWriteArrayList<>();
  public volatile CompletionStage<Void> settling = CompletableFuture.completedFuture(null);
  public volatile Duration budget = Duration.ofSeconds(5);
  public volatile Optional<Duration> heartbeatInterval = Optional.empty();
  public volatile boolean callerIsThere = true;
  public final AtomicInteger heartbeats = new AtomicInteger();

  private ScriptedMessage(String json, MessageContext context, boolean expectsReply) {
    this.payload = CODEC.readFields(JsonText.of(json));
    this.context = context;
    this.expectsReply = expectsReply;
  }

  public static ScriptedMessage call(String json) {
    return new ScriptedMessage(json, MessageContext.empty().with("user", "u1"), true);
  }

  public static ScriptedMessage oneWay(String json) {
    return new ScriptedMessage(json, MessageContext.empty().with("user", "u1"), false);
  }

  @Override
  public MessageContext context() {
    return context;
  }

  @Override
  public Payload payload() {
    return payload;
  }

  @Override
  public Optional<Duration> budget() {
    return Optional.of(budget);
  }

  @Override
  public boolean expectsReply() {
    return expectsReply;
  }

  @Override
  public CompletionStage<Void> acknowledge() {
    settled.add("acknowledged");
    return settling;
  }

  @Override
  public CompletionStage<Void> requeue() {
    settled.add("requeued");
    return settling;
  }

  @Override
  public CompletionStage<Void> reply(Reply reply) {
    replies.add(reply);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Optional<Duration> heartbeatInterval() {
    return heartbeatInterval;
  }

  @Override
  public CompletionStage<Boolean> heartbeat() {
    heartbeats.incrementAndGet();
    return CompletableFuture.completedFuture(callerIsThere);
  }
}
