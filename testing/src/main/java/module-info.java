/** A JUnit extension for tests of services that use Fjord. */
module dev.fjord.testing {
  requires transitive dev.fjord.api;
  requires transitive dev.fjord.driver.fake;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports dev.fjord.testing;
}
