/** The notifier driver that a YAML file tells where each notification goes. */
module dev.fjord.notify.routing {
  requires transitive dev.fjord.api;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires static transitive org.jspecify;

  exports dev.fjord.notify.routing;

  provides dev.fjord.spi.NotifierDriverProvider with
      dev.fjord.notify.routing.RoutingProvider;
}
