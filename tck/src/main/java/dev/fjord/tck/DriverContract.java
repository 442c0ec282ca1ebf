package dev.fjord.tck;

import dev.fjord.FjordConfig;
import dev.fjord.transport.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every driver must do. Extend it in the driver's own tests and say how a transport is opened:
 *
 * <pre>
 * class MyDriverContractTest extends DriverContract {
 *   &#64;Override
 *   public Transport open(FjordConfig config) {
 *     return Transport.builder().config(config).url("mine://localhost").open();
 *   }
 * }
 * </pre>
 *
 * <p>Every transport must reach the same broker. Names of topics, servers and pools are new in each
 * test, so the broker may be shared and need not be cleaned. What the driver says it cannot do
 * ({@link dev.fjord.spi.Driver#capabilities}) is skipped with the reason.
 *
 * <p>The rules: L1 each message is handed over once; L2 never more than requested; L3 after a stop,
 * what was handed over is still finished; L4 what was never handed over, or never settled, goes
 * back; M1 a second settlement is a no-op; M2 so is a reply to a cast and a second reply; M3 a
 * reply after the link is gone does not throw; D1 nobody who calls the driver is blocked; D2 a call
 * ends once; D3 a late reply is dropped; D4 messages travel as JSON; D5 a call that is given up is
 * told to its server, where the wire can do that; C1 changes of connections are told.
 *
 * @since 0.1.0
 */
public abstract class DriverContract
    implements ListenerRules,
        MessageRules,
        CallRules,
        CancellationRules,
        WireRules,
        ConnectionRules,
        RequestBehaviour,
        NotificationBehaviour {
  private @Nullable DriverKit kit;

  /** For subclasses. */
  protected DriverContract() {}

  /** Opens a transport with the driver under test; the contract closes it. */
  public abstract Transport open(FjordConfig config);

  /** How long what must happen may take. Default is 10 s. */
  public Duration patience() {
    return Duration.ofSeconds(10);
  }

  /**
   * How long is waited for what must not happen: longer than a message takes. Default is 200 ms.
   */
  public Duration quiet() {
    return Duration.ofMillis(200);
  }

  @Override
  public int mostReadAhead() {
    return 16;
  }

  @Override
  public final DriverKit kit() {
    if (kit == null) {
      throw new IllegalStateException("The kit exists while a test runs");
    }
    return kit;
  }

  /** Before each test: nothing is open. */
  @BeforeEach
  public final void prepare() {
    kit = new DriverKit(this::open, new Patience(patience(), quiet()));
  }

  /** After each test: whatever was opened is closed. */
  @AfterEach
  public final void closeAll() {
    kit().close();
  }
}
