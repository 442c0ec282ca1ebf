/** Methods of endpoints and of clients' interfaces that return a {@code Mono} of Reactor. */
module dev.fjord.adapter.reactor {
  requires transitive dev.fjord.api;
  requires static transitive org.jspecify;
  requires reactor.core;

  exports dev.fjord.adapter.reactor;

  provides dev.fjord.spi.ReturnAdapter with
      dev.fjord.adapter.reactor.MonoAdapter;
}
