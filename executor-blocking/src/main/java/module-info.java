/** Every endpoint method on a thread of a bounded pool. */
module dev.fjord.executor.blocking {
  requires transitive dev.fjord.api;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.fjord.executor.blocking;

  provides dev.fjord.spi.ExecutorProvider with
      dev.fjord.executor.blocking.BlockingExecutorProvider;
}
