package dev.fjord.spi;

import dev.fjord.RemoteFailure;

/**
 * What travels back to a caller: the result's JSON, or a failure.
 *
 * @since 0.1.0
 */
public sealed interface Reply {
  /**
   * The endpoint returned.
   *
   * @param json what it returned, already encoded
   */
  record Result(JsonText json) implements Reply {}

  /**
   * The endpoint failed, or could not be called.
   *
   * @param failure what the caller is told
   */
  record Failed(RemoteFailure failure) implements Reply {}
}
