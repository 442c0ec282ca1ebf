package dev.fjord.driver.amqp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: each longer than the one before up to a ceiling, each with jitter, so
 * that many clients of a broker that returns do not come at once. Confined to one thread.
 *
 * @since 0.1.0
 */
public final class Backoff {
  private final Policy policy;
  private final RandomGenerator random;
  private int attempts;

  /**
   * How pauses grow.
   *
   * @param first the first pause
   * @param step what each further pause adds
   * @param ceiling the longest pause
   */
  public record Policy(Duration first, Duration step, Duration ceiling) {}

  /** With a policy and the source of its jitter. */
  public Backoff(Policy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
  }

  /** The next pause: between half of what the policy says and all of it. */
  public Duration next() {
    long full = policy.first.toNanos();
    long most = policy.ceiling.toNanos();
    // Multiplying by the number of attempts could overflow after years; the ceiling stops it early.
    if (full < most) {
      full = Math.min(most, full + policy.step.toNanos() * attempts);
    } else {
      full = most;
    }
    if (full < most) {
      attempts++;
    }
    return jittered(Duration.ofNanos(full), random);
  }

  /** Begins again with the first pause. */
  public void reset() {
    attempts = 0;
  }

  /** A time between half of {@code full} and all of it. */
  public static Duration jittered(Duration full, RandomGenerator random) {
    long half = full.toNanos() / 2;
    return Duration.ofNanos(half + (half == 0 ? 0 : random.nextLong(half + 1)));
  }
}
