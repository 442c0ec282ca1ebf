/** Blocking endpoint methods on virtual threads, asynchronous ones on an event loop. */
module dev.fjord.executor.hybrid {
  requires transitive dev.fjord.api;
  requires static transitive org.jspecify;

  exports dev.fjord.executor.hybrid;

  provides dev.fjord.spi.ExecutorProvider with
      dev.fjord.executor.hybrid.HybridExecutorProvider;
}
