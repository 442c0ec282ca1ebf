/** Asynchronous endpoint methods on an event loop, and no others. */
module dev.fjord.executor.async {
  requires transitive dev.fjord.api;
  requires static transitive org.jspecify;

  exports dev.fjord.executor.async;

  provides dev.fjord.spi.ExecutorProvider with
      dev.fjord.executor.async.AsyncExecutorProvider;
}
