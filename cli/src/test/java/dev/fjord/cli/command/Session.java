package dev.fjord.cli.command;

import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Commands run in this process against one broker that all of them reach. */
final class Session {
  private final FakeBroker broker = FakeBroker.onRealTime();
  private final Shell shell;

  Session() {
    this("");
  }

  Session(String input) {
    shell =
        new Shell(
            config -> Transport.builder().config(config).provider(broker).open(),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }

  FakeBroker broker() {
    return broker;
  }

  /** What came of a command. */
  record Result(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /** Runs a command to its end. */
  Result run(String... arguments) {
    return start(new StringWriter(), arguments);
  }

  /** Runs a command on a thread of its own and waits until it is ready. */
  Running serve(String... arguments) throws InterruptedException {
    ReadySignal err = new ReadySignal();
    Running running = begin(err, arguments);
    if (!err.ready.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("not ready: " + err);
    }
    return running;
  }

  /** Runs a command on a thread of its own. */
  Running begin(String... arguments) {
    return begin(new StringWriter(), arguments);
  }

  private Running begin(StringWriter err, String... arguments) {
    CompletableFuture<Result> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .name("command")
            .start(
                () -> {
                  try {
                    result.complete(start(err, arguments));
                  } catch (Throwable e) {
                    result.completeExceptionally(e);
                  }
                });
    return new Running(thread, result);
  }

  private Result start(StringWriter err, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line =
        FjordCommand.commandLine(shell)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code = line.execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  /** A command that serves. */
  record Running(Thread thread, CompletableFuture<Result> result) implements AutoCloseable {
    /** Ends it as a signal does. */
    Result signal() throws Exception {
      thread.interrupt();
      return end();
    }

    Result end() throws Exception {
      return result.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
      signal();
    }
  }

  private static final class ReadySignal extends StringWriter {
    final CountDownLatch ready = new CountDownLatch(1);

    @Override
    public void write(String text, int offset, int length) {
      super.write(text, offset, length);
      if (text.contains("ready")) {
        ready.countDown();
      }
    }
  }
}
