package dev.fjord.interop.sample;

import dev.fjord.DeliveryException;
import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.BlockingListener;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes letters from some boxes. Thread-safe. */
final class PostListener implements BlockingListener {
  private final PostOffice office;
  private final JsonCodec json;
  private final List<String> boxes;
  private final Deque<Taken> unsettled = new ArrayDeque<>();
  private volatile boolean stopped;

  PostListener(PostOffice office, JsonCodec json, List<String> boxes) {
    this.office = office;
    this.json = json;
    this.boxes = boxes;
  }

  // shown: begin
  @Override
  public @Nullable Message poll(Duration wait) throws InterruptedException {
    PostOffice.Taken next = office.take(boxes, wait, () -> stopped);
    if (next == null) {
      return null;
    }
    Taken taken = new Taken(next);
    synchronized (unsettled) {
      unsettled.addFirst(taken);
    }
    return taken;
  }

  @Override
  public void stop() {
    stopped = true;
    office.wake();
  }

  @Override
  public void close() {
    stop();
    synchronized (unsettled) {
      unsettled.forEach(Taken::putBack); // the newest first, so that the oldest lies before it
      unsettled.clear();
    }
    boxes.stream().filter(box -> box.startsWith("fanout:")).forEach(office::remove);
  }

  // shown: end

  private void settle(Taken taken) {
    synchronized (unsettled) {
      if (!unsettled.remove(taken)) {
        throw new DeliveryException(
            "The letter went back when its listener was closed, and is delivered again",
            DeliveryException.Retry.MAY_DUPLICATE,
            null);
      }
    }
  }

  private Reply carried(Reply reply) {
    FailureCodec failures = new FailureCodec(json);
    JsonText text =
        switch (reply) {
          case Reply.Result result -> result.json();
          case Reply.Failed failed -> failures.write(failed.failure());
        };
    if (text.length() > json.limits().bytes()) {
      throw new MessageTooLargeException(text.length(), json.limits().bytes());
    }
    return reply instanceof Reply.Failed ? new Reply.Failed(failures.read(text)) : reply;
  }

  /** A letter that was taken; the adapter settles it once and replies once. */
  private final class Taken implements Message {
    private final String box;
    private final Letter letter;

    Taken(PostOffice.Taken taken) {
      box = taken.box();
      letter = taken.letter();
    }

    @Override
    public MessageContext context() {
      return letter.context();
    }

    @Override
    public Payload payload() {
      return letter.payload();
    }

    @Override
    public Optional<Duration> budget() {
      return caller().map(Caller::left);
    }

    @Override
    public boolean expectsReply() {
      return letter.caller() != null;
    }

    @Override
    public void acknowledge() {
      settle(this);
    }

    @Override
    public void requeue() {
      settle(this);
      putBack();
    }

    @Override
    public void reply(Reply reply) {
      Reply carried = carried(reply);
      caller().ifPresent(caller -> caller.reply(carried));
    }

    @Override
    public Optional<Duration> heartbeatInterval() {
      return caller().flatMap(Caller::heartbeatInterval);
    }

    @Override
    public boolean heartbeat() {
      return caller().map(Caller::heartbeat).orElse(false);
    }

    void putBack() {
      office.putBack(box, letter);
    }

    private Optional<Caller> caller() {
      return Optional.ofNullable(letter.caller());
    }
  }
}
