package dev.fjord.driver.amqp.rabbit;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.rabbitmq.client.AMQP;
import dev.fjord.ConnectionChange.Role;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.SeenMessages;
import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.driver.amqp.rabbit.config.RabbitSettings;
import dev.fjord.driver.amqp.rabbit.link.CountedChannel;
import dev.fjord.driver.amqp.rabbit.link.RabbitConnection;
import dev.fjord.driver.amqp.rabbit.wire.ReceivedMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Settlements, losses of a channel and copies of a message, on the driver's own loop: a message is
 * settled once, nothing of an older channel is acknowledged on it after its loss, and one of
 * several copies is taken.
 */
public class SettlementRaces {
  private static final RabbitConnection CONNECTION = connection();
  private static final String ID = "id";

  private SettlementRaces() {}

  /** A message that was delivered on a channel. */
  abstract static class Delivered {
    final CountedChannel channel = new CountedChannel();
    final SeenMessages seen = new SeenMessages();
    final DeliverySession session = new DeliverySession(CONNECTION, seen);
    final RabbitMessage message =
        new RabbitMessage(
            new ReceivedMessage(
                Payload.builder().build(),
                MessageContext.empty(),
                new ReceivedMessage.Wire("", "", ID, JsonText.NULL)),
            session,
            new Delivery(1, new AMQP.BasicProperties(), new byte[0], 0, false),
            new NoTimers(),
            null);

    Delivered() {
      session.begin(channel.live());
      session.delivered(1);
      boolean unused = seen.take(ID);
    }
  }

  /** Acknowledging against putting back. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "acknowledged, both callers know")
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "put back, both callers know")
  @State
  public static class AcknowledgeAndRequeue extends Delivered {
    private @Nullable CompletionStage<@Nullable Void> one;
    private @Nullable CompletionStage<@Nullable Void> two;

    /** Acknowledges. */
    @Actor
    public void acknowledge() {
      one = message.acknowledge();
    }

    /** Puts back. */
    @Actor
    public void requeue() {
      two = message.requeue();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(III_Result r) {
      r.r3 = ended(one) == 1 && ended(two) == 1 ? 1 : 0;
      r.r1 = channel.acknowledged();
      r.r2 = channel.rejected();
    }
  }

  /** Acknowledging against the loss of the channel. */
  @JCStressTest
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "written in time; a copy is known")
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "lost; the message may come again")
  @State
  public static class AcknowledgeAndLoss extends Delivered {
    private @Nullable CompletionStage<@Nullable Void> acknowledged;
    private final CompletableFuture<@Nullable Void> lost = new CompletableFuture<>();

    /** Acknowledges. */
    @Actor
    public void acknowledge() {
      acknowledged = message.acknowledge();
    }

    /** Loses the channel. */
    @Actor
    public void lose() {
      CONNECTION.onLoop(
          () -> {
            session.over();
            lost.complete(null);
          },
          () -> {});
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(III_Result r) {
      int unused = ended(lost);
      r.r2 = ended(acknowledged);
      r.r1 = channel.acknowledged();
      r.r3 = seen.take(ID) ? 1 : 0;
    }
  }

  /** Two copies of a message. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one copy is taken")
  @State
  public static class TwoCopies {
    private final SeenMessages seen = new SeenMessages();
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private final CompletableFuture<Boolean> second = new CompletableFuture<>();

    /** One arrives. */
    @Actor
    public void one() {
      CONNECTION.onLoop(() -> first.complete(seen.take(ID)), () -> {});
    }

    /** The other arrives. */
    @Actor
    public void two() {
      CONNECTION.onLoop(() -> second.complete(seen.take(ID)), () -> {});
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(II_Result r) {
      boolean one = first.orTimeout(20, TimeUnit.SECONDS).join();
      boolean two = second.orTimeout(20, TimeUnit.SECONDS).join();
      r.r1 = (one ? 1 : 0) + (two ? 1 : 0);
      r.r2 = seen.take(ID) ? 0 : 1;
    }
  }

  /** 1 if a stage ended well, 0 if it failed, 2 if it did not end. */
  private static int ended(@Nullable CompletionStage<?> stage) {
    if (stage == null) {
      return 2;
    }
    try {
      Object unused = stage.toCompletableFuture().copy().orTimeout(20, TimeUnit.SECONDS).join();
      return 1;
    } catch (CompletionException e) {
      return e.getCause() instanceof java.util.concurrent.TimeoutException ? 2 : 0;
    }
  }

  private static RabbitConnection connection() {
    TransportUrl url = TransportUrl.parse("rabbit://nobody.invalid/");
    return new RabbitConnection(
        Role.CONSUME,
        url,
        RabbitSettings.of(FjordConfig.defaults(), url),
        new WireLoop("stress", new NoTimers()),
        change -> {});
  }

  /** No timer is needed here. */
  private static final class NoTimers implements Timers {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
      return () -> {};
    }
  }
}
