package dev.fjord.driver.fake;

import dev.fjord.Target;
import dev.fjord.spi.BlockingDriver;
import dev.fjord.spi.BlockingListener;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The same broker behind methods that block. Thread-safe. */
final class FakeBlockingDriver implements BlockingDriver {
  private final FakeDriver driver;
  private final Set<FakeBlockingListener> listeners = ConcurrentHashMap.newKeySet();

  FakeBlockingDriver(FakeDriver driver) {
    this.driver = driver;
  }

  @Override
  public void send(Target to, OutgoingMessage message, SendOptions options)
      throws InterruptedException {
    Waiting.untilDone(driver.send(to, message, options));
  }

  @Override
  public JsonText call(Target to, OutgoingMessage message, CallOptions options)
      throws InterruptedException {
    PendingCall call = driver.call(to, message, options);
    try {
      return Waiting.untilDone(call.reply());
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    }
  }

  @Override
  public BlockingListener listen(ListenRequest request) throws InterruptedException {
    Listener listener = driver.listen(request);
    FakeBlockingListener blocking = new FakeBlockingListener(listener, listeners::remove);
    listeners.add(blocking);
    Waiting.untilDone(listener.start(blocking::take));
    return blocking;
  }

  @Override
  public Set<Capability> capabilities() {
    return driver.capabilities();
  }

  @Override
  public void close() {
    listeners.forEach(FakeBlockingListener::close);
    driver.close();
  }
}
