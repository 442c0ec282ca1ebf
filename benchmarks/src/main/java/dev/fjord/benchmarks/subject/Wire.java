package dev.fjord.benchmarks.subject;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.transport.Transport;

/** Opens the transports of both ends: on one broker in memory, or on RabbitMQ. */
final class Wire {
  private final FjordConfig config;
  private final FakeBroker broker = FakeBroker.onRealTime();
  private final boolean inMemory;

  Wire(Parameters parameters) {
    String url = parameters.text("url", "fake://");
    inMemory = url.startsWith("fake:");
    FjordConfig.Builder settings =
        FjordConfig.builder()
            .set(CoreOptions.TRANSPORT_URL, url)
            .set(
                CoreOptions.EXECUTOR_MAX_IN_FLIGHT,
                Integer.toString(parameters.number("maxInFlight", 1_024)))
            .set(
                CoreOptions.EXECUTOR_THREAD_POOL_SIZE,
                Integer.toString(parameters.number("pool", 64)));
    String guarantees = parameters.text("guarantees", "");
    if (!guarantees.isEmpty()) {
      settings.set("oslo_messaging_rabbit.rabbit_guarantees", guarantees);
    }
    config = settings.build();
  }

  Transport open() {
    Transport.Builder builder = Transport.builder().config(config);
    return inMemory ? builder.provider(broker).open() : builder.open();
  }
}
