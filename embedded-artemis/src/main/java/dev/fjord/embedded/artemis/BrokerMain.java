package dev.fjord.embedded.artemis;

import java.util.concurrent.CountDownLatch;

/**
 * A broker in a process of its own, at 127.0.0.1, which runs until the process is ended.
 *
 * @since 0.1.0
 */
public final class BrokerMain {
  private BrokerMain() {}

  /** Takes the port. */
  public static void main(String[] words) throws InterruptedException {
    BrokerSettings settings = BrokerSettings.at("127.0.0.1", Integer.parseInt(words[0]));
    var unused = EmbeddedArtemis.start(settings);
    new CountDownLatch(1).await();
  }
}
