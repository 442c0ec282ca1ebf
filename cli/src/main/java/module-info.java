/** The {@code fjord} command: demo, load, calls and notifications by hand. */
module dev.fjord.cli {
  requires dev.fjord.api;
  requires info.picocli;
  requires org.slf4j;
  requires HdrHistogram;
  requires static org.jspecify;

  opens dev.fjord.cli.command to
      info.picocli,
      dev.fjord.api;
  opens dev.fjord.cli.demo to
      dev.fjord.api;
  opens dev.fjord.cli.workbench to
      dev.fjord.api;

  provides org.slf4j.spi.SLF4JServiceProvider with
      dev.fjord.cli.log.StderrLogging;
}
