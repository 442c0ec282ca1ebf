/** An in-memory broker with fault knobs and a clock that tests drive. */
module dev.fjord.driver.fake {
  requires transitive dev.fjord.api;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.fjord.driver.fake;

  provides dev.fjord.spi.DriverProvider with
      dev.fjord.driver.fake.FakeDriverProvider;
}
