package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.transport.Transport;
import java.io.InputStream;
import java.util.function.Function;

/**
 * What the commands take from outside.
 *
 * @param transports opens the broker that a configuration names
 * @param input where arguments given as {@code -} are read from
 */
public record Shell(Function<FjordConfig, Transport> transports, InputStream input) {
  /** Opens brokers through the drivers of the class path and reads standard input. */
  public static Shell ofProcess() {
    return new Shell(config -> Transport.builder().config(config).open(), System.in);
  }
}
