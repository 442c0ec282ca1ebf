package dev.fjord.driver.fake;

import dev.fjord.FjordConfig;
import dev.fjord.tck.DriverContract;
import dev.fjord.transport.Transport;

/** The fake driver keeps the contract. */
class DirectFakeContractTest extends DriverContract {
  private final FakeBroker broker = FakeBroker.onRealTime();

  @Override
  public Transport open(FjordConfig config) {
    return Transport.builder().config(config).url("fake://").provider(broker).open();
  }
}
