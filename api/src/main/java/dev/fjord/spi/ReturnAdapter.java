package dev.fjord.spi;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A plug-in that lets methods return another library's type for "a result that comes later" in
 * place of a {@link CompletionStage}: methods of endpoints, which are asynchronous then, and
 * methods of the interfaces that clients make proxies of.
 *
 * <p>An adapter is found through {@link java.util.ServiceLoader}: name it in {@code provides …
 * with} and in {@code META-INF/services/dev.fjord.spi.ReturnAdapter}. It needs a public constructor
 * without parameters that does no work. Two adapters of one type are an error.
 *
 * <p>Thread-safe; no method blocks.
 *
 * @since 0.1.0
 */
public interface ReturnAdapter {
  /** The type, whose first type argument is that of the result; subtypes are taken as well. */
  Class<?> type();

  /**
   * Starts what an endpoint's method returned, never null, and tells how it ends. Called on the
   * thread that ran the method. Cancelling the stage cancels the work, where the library can.
   */
  CompletionStage<?> toStage(Object returned);

  /**
   * What a proxy's method returns: it makes the call when it is subscribed to, each time anew, and
   * gives the call up when the subscription is cancelled, by cancelling the stage's future. An
   * exception of the supplier is a failure like one of the stage.
   */
  Object fromCall(Supplier<? extends CompletionStage<?>> call);
}
