package dev.fjord.cli.service;

import dev.fjord.CallInterruptedException;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.codec.RequestCodec;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Reply;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * Asks one server, or every server of a topic, for one method without arguments. Confined to one
 * thread, which it blocks.
 */
public final class RollCall {
  private static final int MOST = 10_000;

  private final Transport transport;
  private final String method;
  private final Limits limits;
  private final Predicate<Answer> counts;

  /**
   * How long to wait.
   *
   * @param timeout for answers
   * @param count how many answers are enough
   */
  public record Limits(Duration timeout, int count) {}

  /**
   * For servers on a transport.
   *
   * @param counts which answers count
   */
  public RollCall(Transport transport, String method, Limits limits, Predicate<Answer> counts) {
    this.transport = transport;
    this.method = method;
    this.limits = limits;
    this.counts = counts;
  }

  /**
   * The answers in order of arrival: of the server that the target names, else of every server of
   * the topic, or of one of them where the driver cannot ask all.
   *
   * @throws dev.fjord.UndeliverableException if nobody has ever served the target
   * @throws MessagingTimeoutException if nobody answered
   */
  public List<Answer> of(Target target) {
    if (target.server().isPresent() || !canAskAll()) {
      return List.of(one(target));
    }
    requireTopic(target);
    List<Answer> all = all(target.fanout());
    if (all.isEmpty()) {
      throw new MessagingTimeoutException(target, limits.timeout(), "No reply");
    }
    return all;
  }

  /** Whether the driver can ask every server of a topic at once. */
  public boolean canAskAll() {
    return transport.driver().capabilities().contains(Capability.FANOUT_CALLS);
  }

  /** A fanout is never undeliverable, and would leave an exchange behind for a topic misspelt. */
  private void requireTopic(Target target) {
    try {
      one(target);
    } catch (MessagingTimeoutException e) {
      // There is such a topic; whoever got the request may be the one that is stuck.
    }
  }

  private Answer one(Target target) {
    long begun = transport.timers().nanoTime();
    CallOptions options = CallOptions.within(limits.timeout()).undeliverable(Undeliverable.FAILS);
    try {
      var json =
          join(
              transport
                  .driver()
                  .call(target, request(target), options)
                  .reply()
                  .toCompletableFuture());
      return new Answer(since(begun), new Reply.Result(json));
    } catch (RemoteErrorException e) {
      return new Answer(since(begun), new Reply.Failed(e.failure()));
    }
  }

  private List<Answer> all(Target fanout) {
    List<Answer> answers = new ArrayList<>();
    CountDownLatch enough = new CountDownLatch(Math.min(limits.count(), MOST));
    long begun = transport.timers().nanoTime();
    CallOptions options =
        CallOptions.within(limits.timeout())
            .everyReply(
                reply -> {
                  Answer answer = new Answer(since(begun), reply);
                  synchronized (answers) {
                    if (answers.size() < MOST) {
                      answers.add(answer);
                    }
                  }
                  if (counts.test(answer)) {
                    enough.countDown();
                  }
                });
    var call = transport.driver().call(fanout, request(fanout), options);
    CompletableFuture<?> end = call.reply().toCompletableFuture();
    var unused =
        end.whenComplete(
            (nothing, failure) -> {
              while (enough.getCount() > 0) {
                enough.countDown();
              }
            });
    try {
      enough.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("Waiting for answers", e);
    }
    if (end.isCompletedExceptionally()) {
      join(end);
    }
    call.cancel();
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  private Duration since(long begun) {
    return Duration.ofNanos(transport.timers().nanoTime() - begun);
  }

  private OutgoingMessage request(Target target) {
    RequestCodec codec = new RequestCodec(transport.codec(), transport.codec());
    return new OutgoingMessage(codec.write(target, method, Map.of()), MessageContext.empty());
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("Waiting for an answer", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new FjordException("Asking failed", e.getCause());
    }
  }
}
