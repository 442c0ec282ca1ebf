package dev.fjord.interop.sample;

import dev.fjord.TransportUrl;
import dev.fjord.spi.BlockingDriverAdapter;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import java.util.Set;

// shown: begin
/** Opens {@code post://}; all transports of one provider reach the same post office. */
public final class PostDriverProvider implements DriverProvider {
  private final PostOffice office = new PostOffice();

  /** For {@link java.util.ServiceLoader}. */
  public PostDriverProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("post");
  }

  @Override
  public Driver open(TransportUrl url, DriverSettings settings) {
    return new BlockingDriverAdapter(new PostDriver(office, settings), "post");
  }
}
// shown: end
