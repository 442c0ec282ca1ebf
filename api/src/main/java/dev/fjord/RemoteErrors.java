package dev.fjord;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the failures of remote endpoints into exceptions of the application's own, as
 * oslo.messaging's {@code allowed_remote_exmods} does. It is a table of factories that the
 * application wrote: no class is ever looked up by a name that came over a wire, and a name that is
 * not in the table stays a {@link RemoteErrorException}.
 *
 * <p>Immutable and thread-safe. Factories run where calls end: on the thread that waits, or on the
 * loop that made the call, where they must not block.
 *
 * @since 0.1.0
 */
public final class RemoteErrors {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteErrors.class);
  private static final RemoteErrors NONE = new RemoteErrors(Map.of());

  private final Map<Name, Factory> factories;

  private RemoteErrors(Map<Name, Factory> factories) {
    this.factories = factories;
  }

  /** An empty table: every failure is a {@link RemoteErrorException}. */
  public static RemoteErrors none() {
    return NONE;
  }

  /**
   * A copy with one more exception.
   *
   * @param module the module or package that defines it, such as {@code nova.exception}
   * @param type the simple name of its class
   * @param factory makes the exception to throw; it gets the {@link RemoteErrorException} as its
   *     cause, unless it has one
   */
  public RemoteErrors with(String module, String type, Factory factory) {
    Map<Name, Factory> more = new LinkedHashMap<>(factories);
    more.put(new Name(module, type), factory);
    return new RemoteErrors(Map.copyOf(more));
  }

  /**
   * What a call that failed like that throws: the application's own exception if one is registered
   * and its factory works, else the exception given.
   */
  public RuntimeException toThrow(RemoteErrorException error) {
    Factory factory = factories.get(Name.of(error.failure()));
    if (factory == null) {
      return error;
    }
    try {
      RuntimeException own = factory.create(error.failure());
      if (own.getCause() == null) {
        own.initCause(error);
        error.standsBehind(own);
      }
      return own;
    } catch (RuntimeException | Error e) {
      LOG.warn(
          "The factory for remote {}.{} failed; the remote error is thrown as it came",
          Escaped.text(error.failure().module()),
          Escaped.text(error.type()),
          e);
      return error;
    }
  }

  /**
   * The failure that an exception was made of, if it was made by such a table; an endpoint that
   * lets it pass fails with it in turn, under its first name.
   */
  public static Optional<RemoteFailure> originOf(Throwable thrown) {
    if (thrown instanceof RemoteErrorException error) {
      return Optional.of(error.failure());
    }
    return thrown.getCause() instanceof RemoteErrorException behind && behind.isBehind(thrown)
        ? Optional.of(behind.failure())
        : Optional.empty();
  }

  /**
   * Makes an exception of a failure. Must not block; what it throws is logged and not passed on.
   */
  @FunctionalInterface
  public interface Factory {
    /** The exception to throw. */
    RuntimeException create(RemoteFailure failure);
  }

  /** How a class is called on the wire. */
  private record Name(String module, String type) {
    static Name of(RemoteFailure failure) {
      return new Name(failure.module(), failure.type());
    }
  }
}
