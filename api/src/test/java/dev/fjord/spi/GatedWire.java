package dev.fjord.spi;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A wire that blocks until its gate opens. */
final class GatedWire implements BlockingDriver {
  final CountDownLatch gate = new CountDownLatch(1);
  final CountDownLatch opening = new CountDownLatch(1);
  final List<String> threads = new CopyOnWriteArrayList<>();
  final List<String> interrupts = new CopyOnWriteArrayList<>();
  final Source source = new Source();
  volatile RuntimeException failure;
  volatile boolean closed;

  @Override
  public void send(Target to, OutgoingMessage message, SendOptions options)
      throws InterruptedException {
    through(gate);
  }

  @Override
  public JsonText call(Target to, OutgoingMessage message, CallOptions options)
      throws InterruptedException {
    through(gate);
    return JsonText.of("1");
  }

  @Override
  public BlockingListener listen(ListenRequest request) throws InterruptedException {
    through(opening);
    return source;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.REQUEUE);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void through(CountDownLatch latch) throws InterruptedException {
    threads.add(here());
    try {
      latch.await();
    } catch (InterruptedException e) {
      interrupts.add(here());
      throw e;
    }
    if (failure != null) {
      throw failure;
    }
  }

  static final class Source implements BlockingListener {
    final BlockingQueue<BlockingListener.Message> messages = new LinkedBlockingQueue<>();
    final List<String> polls = new CopyOnWriteArrayList<>();
    final List<String> stops = new CopyOnWriteArrayList<>();
    final List<String> closes = new CopyOnWriteArrayList<>();
    volatile boolean failOnce;

    @Override
    public BlockingListener.Message poll(Duration wait) throws InterruptedException {
      polls.add(Thread.currentThread().getName());
      if (failOnce) {
        failOnce = false;
        throw new IllegalStateException("broker away");
      }
      return messages.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
      stops.add(here());
    }

    @Override
    public void close() {
      closes.add(here());
    }
  }

  static final class Message implements BlockingListener.Message {
    final CountDownLatch gate = new CountDownLatch(1);
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile boolean expectsReply = true;

    @Override
    public MessageContext context() {
      return MessageContext.empty();
    }

    @Override
    public Payload payload() {
      return Payload.builder().build();
    }

    @Override
    public Optional<Duration> budget() {
      return Optional.empty();
    }

    @Override
    public boolean expectsReply() {
      return expectsReply;
    }

    @Override
    public void acknowledge() throws InterruptedException {
      step("acknowledge");
    }

    @Override
    public void requeue() throws InterruptedException {
      step("requeue");
    }

    @Override
    public void reply(Reply reply) throws InterruptedException {
      step("reply");
    }

    @Override
    public Optional<Duration> heartbeatInterval() {
      return Optional.empty();
    }

    @Override
    public boolean heartbeat() throws InterruptedException {
      step("heartbeat");
      return true;
    }

    private void step(String what) throws InterruptedException {
      gate.await();
      done.add(what + " on " + here());
    }
  }

  private static String here() {
    return Thread.currentThread().getName()
        + (Thread.currentThread().isVirtual() ? " virtual" : "");
  }
}
