package dev.fjord.interop.sample;

import dev.fjord.FjordConfig;
import dev.fjord.tck.DriverContract;
import dev.fjord.transport.Transport;

// shown: begin
/** The driver of the guide keeps the contract. */
class WritingDriversTest extends DriverContract {
  private final PostDriverProvider provider = new PostDriverProvider();

  @Override
  public Transport open(FjordConfig config) {
    return Transport.builder().config(config).url("post://").provider(provider).open();
  }
}
// shown: end
