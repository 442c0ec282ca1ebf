package dev.fjord.cli.load;

import java.time.Instant;
import java.util.List;

/**
 * One message of a load, in the form that oslo.messaging's simulator sends and takes: a list of
 * number, cargo, and the times of sending, arrival and return in seconds, 0 where nobody looked.
 */
public final class LoadMessage {
  private LoadMessage() {}

  /** The message with a number of a caller, sent at a time. */
  public static List<Object> of(int caller, int message, Instant sent) {
    double seconds = sent.getEpochSecond() + sent.getNano() / 1e9;
    return List.of(message, "message " + message + " of caller " + caller, seconds, 0, 0);
  }
}
