package dev.fjord.cli.command;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.CallInterruptedException;
import dev.fjord.ConfigurationException;
import dev.fjord.DeliveryException;
import dev.fjord.EndpointException;
import dev.fjord.ExecutorRefusedException;
import dev.fjord.FjordException;
import dev.fjord.InvalidTargetException;
import dev.fjord.InvalidTransportUrlException;
import dev.fjord.MessageTooLargeException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.ProviderException;
import dev.fjord.RemoteErrorException;
import dev.fjord.SerializationException;
import dev.fjord.UndeliverableException;
import java.util.List;

/** What the process ends with. */
final class ExitCode {
  static final int OK = 0;
  static final int REMOTE_ERROR = 1;
  static final int USAGE = 2;
  static final int TIMEOUT = 3;
  static final int NOT_DELIVERED = 4;

  /** A server was told to end and had unfinished work when its time was up. */
  static final int NOT_DRAINED = 5;

  /** A fault of this program. */
  static final int BUG = 70;

  /** As a shell has it for an interrupt. */
  static final int INTERRUPTED = 130;

  private static final List<Class<? extends FjordException>> WRONG_INPUT =
      List.of(
          ConfigurationException.class,
          ProviderException.class,
          InvalidTransportUrlException.class,
          InvalidTargetException.class,
          ExecutorRefusedException.class,
          EndpointException.class,
          SerializationException.class,
          MessageTooLargeException.class);

  private ExitCode() {}

  /** The code for what was thrown. */
  static int of(Throwable failure) {
    return of(failure.getClass());
  }

  /** The code for the class of what was thrown. */
  static int of(Class<?> failure) {
    if (failure == RemoteErrorException.class) {
      return REMOTE_ERROR;
    }
    if (failure == MessagingTimeoutException.class) {
      return TIMEOUT;
    }
    if (failure == CallInterruptedException.class || failure == InterruptedException.class) {
      return INTERRUPTED;
    }
    if (WRONG_INPUT.contains(failure)) {
      return USAGE;
    }
    if (failure == UndeliverableException.class
        || failure == BrokerUnreachableException.class
        || failure == DeliveryException.class
        || FjordException.class.isAssignableFrom(failure)) {
      return NOT_DELIVERED;
    }
    return BUG;
  }
}
