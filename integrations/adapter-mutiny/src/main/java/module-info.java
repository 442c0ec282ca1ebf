/** Methods of endpoints and of clients' interfaces that return a {@code Uni} of Mutiny. */
module dev.fjord.adapter.mutiny {
  requires transitive dev.fjord.api;
  requires static transitive org.jspecify;
  requires io.smallrye.mutiny;

  exports dev.fjord.adapter.mutiny;

  provides dev.fjord.spi.ReturnAdapter with
      dev.fjord.adapter.mutiny.UniAdapter;
}
