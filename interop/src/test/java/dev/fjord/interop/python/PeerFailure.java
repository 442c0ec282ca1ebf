package dev.fjord.interop.python;

import tools.jackson.databind.JsonNode;

/** What a Python peer caught while it carried out a command; thread-safe. */
public final class PeerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient JsonNode error;

  PeerFailure(JsonNode error) {
    super(
        error.path("module").asString("")
            + "."
            + error.path("class").asString("")
            + ": "
            + error.path("message").asString(""));
    this.error = error;
  }

  /** The name of the exception's class, without its module. */
  public String className() {
    return error.path("class").asString("");
  }

  /** The module of the exception's class. */
  public String module() {
    return error.path("module").asString("");
  }

  /** For a {@code RemoteError}, the class name that came over the wire; empty otherwise. */
  public String remoteType() {
    return error.path("exc_type").asString("");
  }

  /** For a {@code RemoteError}, the message that came over the wire; else the exception's text. */
  public String remoteMessage() {
    return error.path("value").asString(error.path("message").asString(""));
  }

  /**
   * All that the peer reported: class, module, message, args, kwargs, exc_type, value, traceback.
   */
  public JsonNode details() {
    return error;
  }
}
