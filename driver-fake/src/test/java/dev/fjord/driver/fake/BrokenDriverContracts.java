package dev.fjord.driver.fake;

import dev.fjord.FjordConfig;
import dev.fjord.tck.DriverContract;
import dev.fjord.transport.Transport;
import java.time.Duration;

/** The contract, run against drivers that break it; only {@link BrokenDriverTest} runs these. */
abstract class BrokenDriverContracts extends DriverContract {
  private final AlteredProvider provider;

  BrokenDriverContracts(AlteredProvider provider) {
    this.provider = provider;
  }

  @Override
  public Transport open(FjordConfig config) {
    return Transport.builder().config(config).url("fake://").provider(provider).open();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration quiet() {
    return Duration.ofMillis(150);
  }

  static class Unbroken extends BrokenDriverContracts {
    Unbroken() {
      super(new AlteredProvider());
    }
  }

  static class HandsOverTwice extends BrokenDriverContracts {
    HandsOverTwice() {
      super(new BrokenDrivers.HandsOverTwice());
    }
  }

  static class IgnoresCredit extends BrokenDriverContracts {
    IgnoresCredit() {
      super(new BrokenDrivers.IgnoresCredit());
    }
  }

  static class GoesOnAfterStop extends BrokenDriverContracts {
    GoesOnAfterStop() {
      super(new BrokenDrivers.GoesOnAfterStop());
    }
  }

  static class AbandonsAtStop extends BrokenDriverContracts {
    AbandonsAtStop() {
      super(new BrokenDrivers.AbandonsAtStop());
    }
  }

  static class LosesAtStop extends BrokenDriverContracts {
    LosesAtStop() {
      super(new BrokenDrivers.LosesAtStop());
    }
  }

  static class LosesAtClose extends BrokenDriverContracts {
    LosesAtClose() {
      super(new BrokenDrivers.LosesAtClose());
    }
  }

  static class ForgetsRedelivery extends BrokenDriverContracts {
    ForgetsRedelivery() {
      super(new BrokenDrivers.ForgetsRedelivery());
    }
  }

  static class SettlesTwice extends BrokenDriverContracts {
    SettlesTwice() {
      super(new BrokenMessages.SettlesTwice());
    }
  }

  static class RefusesUnwantedReplies extends BrokenDriverContracts {
    RefusesUnwantedReplies() {
      super(new BrokenMessages.RefusesUnwantedReplies());
    }
  }

  static class ThrowsAfterClose extends BrokenDriverContracts {
    ThrowsAfterClose() {
      super(new BrokenMessages.ThrowsAfterClose());
    }
  }

  static class BlocksItsCaller extends BrokenDriverContracts {
    BlocksItsCaller() {
      super(new BrokenDrivers.BlocksItsCaller());
    }
  }

  static class EndsTwice extends BrokenDriverContracts {
    EndsTwice() {
      super(new BrokenDrivers.EndsTwice());
    }
  }

  static class MixesRepliesUp extends BrokenDriverContracts {
    MixesRepliesUp() {
      super(new BrokenDrivers.MixesRepliesUp());
    }
  }

  static class PassesObjects extends BrokenDriverContracts {
    PassesObjects() {
      super(new BrokenDrivers.PassesObjects());
    }
  }

  static class HidesItsConnections extends BrokenDriverContracts {
    HidesItsConnections() {
      super(new BrokenDrivers.HidesItsConnections());
    }
  }

  static class KeepsCancellationsToItself extends BrokenDriverContracts {
    KeepsCancellationsToItself() {
      super(new BrokenDrivers.KeepsCancellationsToItself());
    }
  }
}
