package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.Channel;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A channel that counts acknowledgements and rejections and does nothing else. Thread-safe. */
public final class CountedChannel {
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();

  /** With nothing counted. */
  public CountedChannel() {}

  /** The channel as the driver sees it; there is no socket under it, and none is asked for. */
  @SuppressWarnings("NullAway")
  public LiveChannel live() {
    Channel channel =
        (Channel)
            Proxy.newProxyInstance(
                CountedChannel.class.getClassLoader(),
                new Class<?>[] {Channel.class},
                (proxy, method, arguments) -> {
                  switch (method.getName()) {
                    case "basicAck" -> acknowledged.incrementAndGet();
                    case "basicReject" -> rejected.incrementAndGet();
                    default -> throw new UnsupportedOperationException(method.getName());
                  }
                  return null;
                });
    return new LiveChannel(channel, null);
  }

  /** How many acknowledgements were written. */
  public int acknowledged() {
    return acknowledged.get();
  }

  /** How many rejections were written. */
  public int rejected() {
    return rejected.get();
  }
}
