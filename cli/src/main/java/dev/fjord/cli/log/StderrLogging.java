package dev.fjord.cli.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.EventConstants;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The logging backend of the command line: one line for each event on standard error, and a stack
 * trace only when asked for. Standard output belongs to results.
 *
 * <p>Thread-safe; blocks as long as standard error does.
 */
public final class StderrLogging implements SLF4JServiceProvider {
  private static final String VERBOSITY = "dev.fjord.cli.verbosity";

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new NOPMDCAdapter();
  private @Nullable ILoggerFactory loggers;

  /** For {@link java.util.ServiceLoader}. */
  public StderrLogging() {}

  /**
   * Sets how much is logged, unless that was set before, by this or by the system property {@value
   * #VERBOSITY}. To be called before the first logger is made.
   *
   * @param verbosity -1 for nothing, 0 for warnings, 1 for info and stack traces, 2 for debug, 3
   *     for all
   */
  public static void verbosity(int verbosity) {
    System.getProperties().putIfAbsent(VERBOSITY, Integer.toString(verbosity));
  }

  @Override
  public void initialize() {
    int verbosity = Integer.getInteger(VERBOSITY, 0);
    int least =
        switch (verbosity) {
          case -1 -> Integer.MAX_VALUE;
          case 0 -> EventConstants.WARN_INT;
          case 1 -> EventConstants.INFO_INT;
          case 2 -> EventConstants.DEBUG_INT;
          default -> EventConstants.TRACE_INT;
        };
    loggers =
        verbosity <= 0
            ? name -> new StderrLogger(name, least, StderrLogger.Traces.LEFT_OUT)
            : name -> new StderrLogger(name, least, StderrLogger.Traces.WRITTEN);
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    ILoggerFactory made = loggers;
    if (made == null) {
      throw new IllegalStateException("SLF4J asks for loggers after initialize() only");
    }
    return made;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}
