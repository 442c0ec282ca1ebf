package dev.fjord.interop.artemis;

import dev.fjord.embedded.artemis.BrokerSettings;
import dev.fjord.embedded.artemis.EmbeddedArtemis;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.process.Keeper;
import dev.fjord.interop.process.TestJvm;
import dev.fjord.interop.rabbit.PortBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An ActiveMQ Artemis broker in a process of its own, which can be killed, and which keeps durable
 * messages in a temporary directory. Confined to one thread; every method may block.
 */
public final class ArtemisProcess implements AutoCloseable {
  private static final String READY = "ready";

  private final Path directory;
  private final Keeper keeper;
  private final int port;
  private @Nullable TestJvm running;

  private ArtemisProcess(Path directory, int port) {
    this.directory = directory;
    this.keeper = Keeper.of(directory);
    this.port = port;
  }

  /** Starts a broker and waits until it takes connections. */
  public static ArtemisProcess start() {
    try {
      ArtemisProcess broker =
          new ArtemisProcess(
              Files.createTempDirectory("fjord-artemis-"), PortBlock.choose().first());
      broker.launch();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The transport URL. */
  public String url() {
    return "amqp://127.0.0.1:" + port + "/";
  }

  /** Kills it without a word to anybody. */
  public void kill() {
    TestJvm current = running;
    if (current != null) {
      current.close();
      running = null;
    }
  }

  /** Starts it again on the same port with what it has kept; one that runs is killed first. */
  public void restart() {
    kill();
    launch();
  }

  /** Kills it and deletes all files. */
  @Override
  public void close() {
    kill();
    keeper.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch() {
    // See BrokerSettings#persistentIn for the option.
    TestJvm started =
        TestJvm.start(
            List.of("-Dio.netty.noUnsafe=false", "--enable-native-access=ALL-UNNAMED", "-Xmx256m"),
            ArtemisProcess.class,
            Integer.toString(port),
            directory.toString());
    running = started;
    keeper.add(started.process());
    Awaitility.await()
        .atMost(Bench.SOON)
        .until(() -> started.lines().contains(READY) || !started.process().isAlive());
    if (!started.lines().contains(READY)) {
      throw new IllegalStateException("Artemis did not start: " + started.lines());
    }
  }

  /** The broker's side; with the port and the directory. */
  public static void main(String[] arguments) throws InterruptedException {
    BrokerSettings settings =
        BrokerSettings.at("127.0.0.1", Integer.parseInt(arguments[0]))
            .persistentIn(Path.of(arguments[1]));
    try (EmbeddedArtemis broker = EmbeddedArtemis.start(settings)) {
      System.out.println(READY);
      new CountDownLatch(1).await();
      throw new IllegalStateException("Nobody ends " + broker);
    }
  }
}
