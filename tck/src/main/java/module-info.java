/** The contracts that a driver or an executor of any author must keep, as JUnit tests to extend. */
module dev.fjord.tck {
  requires transitive dev.fjord.api;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;
  requires awaitility;
  requires static org.jspecify;

  exports dev.fjord.tck;
}
