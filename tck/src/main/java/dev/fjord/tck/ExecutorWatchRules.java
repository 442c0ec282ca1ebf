package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.Style;
import dev.fjord.tck.ScriptedDispatcher.Body;
import dev.fjord.tck.ScriptedWatch.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * X14: what a server can know of the use of its threads.
 *
 * @since 0.1.0
 */
public interface ExecutorWatchRules extends ExecutorSubject {
  /** X14. */
  @Test
  default void x14_eachCallIsToldOnceOnTheThreadThatRunsIt() {
    ScriptedWatch watch = new ScriptedWatch();
    for (Style style : styles()) {
      bench().on("run " + style, style, Body.answering(style, () -> style));
    }
    bench().withWatch(watch).start();

    for (Style style : styles()) {
      List<Thread> threads = new ArrayList<>();
      for (ScriptedCall call : bench().deliver(10, "run " + style)) {
        bench().get(call.done());
        threads.add(bench().get(call.started()));
      }
      bench().eventually("all calls are told", () -> count(watch, style, "call") == 10);
      assertThat(watch.events("run " + style).stream().filter(of("call")).map(Event::thread))
          .containsExactlyInAnyOrderElementsOf(threads);
      assertEachBeginningHasItsEnd(watch, style);
    }
  }

  /** X14. */
  @Test
  default void x14_failuresAreTold() {
    ScriptedWatch watch = new ScriptedWatch();
    for (Style style : styles()) {
      bench()
          .on(
              "run " + style,
              style,
              () -> {
                throw new IllegalStateException("scripted");
              });
    }
    bench().withWatch(watch).start();

    for (Style style : styles()) {
      bench().deliver(1, "run " + style).forEach(call -> bench().get(call.done()));
      bench().eventually("all failures are told", () -> count(watch, style, "failed") == 1);
      assertEachBeginningHasItsEnd(watch, style);
    }
  }

  private void assertEachBeginningHasItsEnd(ScriptedWatch watch, Style style) {
    bench()
        .eventually(
            "each beginning has its end",
            () -> count(watch, style, "begin") == count(watch, style, "end"));
    List<Event> events = watch.events("run " + style);
    for (Event begun : events.stream().filter(of("begin")).toList()) {
      assertThat(
              events.stream()
                  .filter(of("end"))
                  .filter(ended -> ended.number() == begun.number())
                  .map(Event::thread))
          .containsExactly(begun.thread());
    }
  }

  private static long count(ScriptedWatch watch, Style style, String word) {
    return watch.events("run " + style).stream().filter(of(word)).count();
  }

  private static Predicate<Event> of(String word) {
    return event -> event.word().equals(word);
  }
}
