package dev.fjord.benchmarks.subject;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.transport.Transport;
import java.util.Locale;

/**
 * Notifications through Fjord. An operation ends when the broker has confirmed the notification
 * ({@code until=confirmed}), or when its endpoint method has taken it ({@code until=taken}).
 */
public final class FjordNotify implements Subject {
  private final Transport listenerSide;
  private final Transport notifierSide;
  private final NotificationListener listener;
  private final Notifier notifier;
  private final Arrivals arrivals = new Arrivals();
  private final boolean untilTaken;

  /** Opens both ends. Parameters as for {@link FjordRpc}, and {@code until}. */
  public FjordNotify(Parameters parameters) {
    Wire wire = new Wire(parameters);
    listenerSide = wire.open();
    notifierSide = wire.open();
    untilTaken = parameters.text("until", "taken").equals("taken");
    Work work =
        Work.of(Work.Kind.valueOf(parameters.text("work", "nothing").toUpperCase(Locale.ROOT)));
    boolean isAsync = parameters.text("style", "async").equals("async");
    listener =
        NotificationListener.builder(listenerSide, Target.topic("bench-notes"))
            .executor(parameters.text("executor", "hybrid"))
            .endpoint(isAsync ? new NotedAsync(work, arrivals) : new NotedBlocking(work, arrivals))
            .start();
    notifier = Notifier.of(notifierSide, "bench").topics(Target.topic("bench-notes"));
  }

  @Override
  public void start(Payload payload, Completion completion) {
    if (untilTaken) {
      arrivals.expect(payload, completion);
    }
    var unused =
        notifier
            .info(MessageContext.empty(), "bench.event", payload.text())
            .whenComplete(
                (nothing, failure) -> {
                  if (untilTaken && failure != null) {
                    arrivals.forget(payload, failure);
                  } else if (failure != null) {
                    completion.fail(failure);
                  } else if (!untilTaken) {
                    completion.end(Completion.Correctness.RIGHT);
                  }
                });
  }

  @Override
  public void close() {
    listener.close();
    notifierSide.close();
    listenerSide.close();
  }
}
