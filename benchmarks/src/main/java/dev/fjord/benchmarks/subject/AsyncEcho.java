package dev.fjord.benchmarks.subject;

import dev.fjord.rpc.RpcMethod;
import java.util.concurrent.CompletionStage;

/** The same endpoint, ported: its method returns a stage and must not block. */
public final class AsyncEcho {
  private final Work work;

  /** Does some work before it answers. */
  public AsyncEcho(Work work) {
    this.work = work;
  }

  /** Answers with what it is sent. */
  @RpcMethod
  public CompletionStage<String> echo(String text) {
    return work.begin(text);
  }
}
