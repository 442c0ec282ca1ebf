package dev.fjord.executor.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fjord.ExecutorRefusedException;
import dev.fjord.FjordConfig;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.Style;
import dev.fjord.tck.ManualTimers;
import dev.fjord.tck.ScriptedDispatcher;
import dev.fjord.tck.ScriptedListener;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AsyncRefusalTest {
  @Test
  void methodsThatMayBlockAreRefusedByNameWithTheExecutorThatTakesThem() {
    ScriptedDispatcher dispatcher =
        new ScriptedDispatcher()
            .method("old", Style.BLOCKING, () -> 1)
            .method("ported", Style.ASYNC, () -> CompletableFuture.completedFuture(1))
            .method("older", Style.BLOCKING, () -> 1);
    ExecutorSettings settings =
        ExecutorSettings.of("host", FjordConfig.defaults(), new ManualTimers());

    try (ScriptedListener listener = new ScriptedListener("refusal")) {
      ExecutorRefusedException refusal =
          catchThrowableOfType(
              ExecutorRefusedException.class,
              () -> new AsyncExecutorProvider().create(listener, dispatcher, settings));

      assertThat(refusal.executor()).isEqualTo("async");
      assertThat(refusal.methods()).containsExactly("Scripted.old", "Scripted.older");
      assertThat(refusal)
          .hasMessageContaining("Scripted.old, Scripted.older")
          .hasMessageContaining("executor=hybrid");
    }
  }
}
