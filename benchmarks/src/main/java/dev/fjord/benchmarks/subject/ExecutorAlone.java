package dev.fjord.benchmarks.subject;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Dispatch through an executor and nothing else. */
public final class ExecutorAlone implements Subject {
  private final ScriptedExecutor executor;
  private final Work work;
  private final Style style;

  /** Starts it. Parameters: {@code executor}, {@code style}, {@code work}, {@code maxInFlight}. */
  public ExecutorAlone(Parameters parameters) {
    work = Work.of(Work.Kind.valueOf(parameters.text("work", "nothing").toUpperCase(Locale.ROOT)));
    style = Style.valueOf(parameters.text("style", "async").toUpperCase(Locale.ROOT));
    executor =
        new ScriptedExecutor(
            parameters.text("executor"), style, parameters.number("maxInFlight", 1_024));
  }

  @Override
  public void start(Payload payload, Completion completion) {
    executor.offer(new Message(payload, completion));
  }

  @Override
  public void close() {
    executor.close();
  }

  private final class Message extends ScriptedMessage {
    private final Payload payload;
    private final Completion completion;

    Message(Payload payload, Completion completion) {
      super(executor.method());
      this.payload = payload;
      this.completion = completion;
    }

    @Override
    public CompletionStage<Outcome> invoke() {
      return switch (style) {
        case BLOCKING ->
            CompletableFuture.completedFuture(new Outcome.Value(work.block(payload.text())));
        case ASYNC -> work.begin(payload.text()).thenApply(Outcome.Value::new);
      };
    }

    @Override
    protected void done() {
      completion.end(Completion.Correctness.RIGHT);
    }
  }
}
