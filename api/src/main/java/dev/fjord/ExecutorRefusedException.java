package dev.fjord;

import java.util.List;

/**
 * Thrown at start when an executor cannot run some of the endpoint methods it is given.
 *
 * @since 0.1.0
 */
public final class ExecutorRefusedException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final String executor;
  private final transient List<String> methods;

  /** With the executor's name, the methods it refuses and what to do about it. */
  public ExecutorRefusedException(String executor, List<String> methods, String hint) {
    super(
        "executor="
            + executor
            + " refuses "
            + methods.size()
            + (methods.size() == 1 ? " method: " : " methods: ")
            + String.join(", ", methods)
            + ". "
            + hint);
    this.executor = executor;
    this.methods = List.copyOf(methods);
  }

  /** The name of the executor that refused. */
  public String executor() {
    return executor;
  }

  /** The refused methods as {@code Class.method}, in order of registration. */
  public List<String> methods() {
    return methods;
  }
}
