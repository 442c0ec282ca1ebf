package dev.fjord.benchmarks.subject;

import dev.fjord.rpc.RpcMethod;
import java.time.Duration;

/** An endpoint whose methods return {@code T}: they may block. */
public final class BlockingEcho {
  private final Work work;
  private final Work longWait = Work.waiting(Duration.ofSeconds(1));

  /** Does some work before it answers. */
  public BlockingEcho(Work work) {
    this.work = work;
  }

  /** Answers with what it is sent. */
  @RpcMethod
  public String echo(String text) {
    return work.block(text);
  }

  /** Waits for a second. */
  @RpcMethod
  public String linger(String text) {
    return longWait.block(text);
  }
}
