package dev.fjord.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is current on a thread, and what is carried to others. */
class ContextSnapshotTest {
  private static final MessageContext ANN = MessageContext.empty().with("user_id", "ann");
  private static final Duration LEFT = Duration.ofSeconds(3);

  private final List<String> seen = new ArrayList<>();

  @Test
  void aRequestsContextAndTimeAreCurrentUntilItsScopeIsClosed() {
    ContextSnapshot.Scope scope = request(ANN).enter();
    see();
    scope.close();
    see();

    assertThat(seen).containsExactly("ann PT3S", "nobody for ever");
  }

  @Test
  void whatIsCapturedHasTheTimeAlsoWithoutAContext() {
    ContextSnapshot.Scope scope = request(MessageContext.empty()).enter();
    ContextSnapshot captured = ContextSnapshot.capture();
    scope.close();
    captured.wrap(this::see).run();
    see();

    assertThat(seen).containsExactly("nobody PT3S", "nobody for ever");
    assertThat(captured.isWithoutContext()).isTrue();
  }

  @Test
  void whatBelongsToNoRequestRunsInNoneWhereverItRuns() {
    ContextSnapshot outside = ContextSnapshot.capture();
    ContextSnapshot.Scope scope = request(ANN).enter();
    outside.wrap(this::see).run();
    see();
    scope.close();

    assertThat(seen).containsExactly("nobody for ever", "ann PT3S");
  }

  @Test
  void theContextOfTheRequestStandsInForOneThatIsEmpty() {
    MessageContext bob = MessageContext.empty().with("user_id", "bob");
    ContextSnapshot.Scope scope = request(ANN).enter();
    assertThat(ContextSnapshot.orCurrent(MessageContext.empty())).isEqualTo(ANN);
    assertThat(ContextSnapshot.orCurrent(bob)).isEqualTo(bob);
    scope.close();
    assertThat(ContextSnapshot.orCurrent(MessageContext.empty())).isEqualTo(MessageContext.empty());
  }

  private static ContextSnapshot request(MessageContext context) {
    return ContextSnapshot.received(context, context, () -> Optional.of(LEFT));
  }

  private void see() {
    seen.add(
        ContextSnapshot.current().get("user_id").orElse("nobody")
            + " "
            + ContextSnapshot.currentTimeLeft().map(Duration::toString).orElse("for ever"));
  }
}
