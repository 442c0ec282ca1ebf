package dev.fjord.embedded.artemis;

import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own: prints where it listens, and runs until the process is ended. */
public final class BrokerMain {
  private BrokerMain() {}

  /** Takes a port, or none for any that is free. */
  public static void main(String[] words) throws InterruptedException {
    String host = "127.0.0.1";
    int port = words.length == 0 ? 0 : Integer.parseInt(words[0]);
    try (EmbeddedArtemis broker = EmbeddedArtemis.start(BrokerSettings.at(host, port))) {
      System.out.println("amqp://" + host + ":" + broker.port());
      new CountDownLatch(1).await();
    }
  }
}
