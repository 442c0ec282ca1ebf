package dev.fjord.cli.workbench;

/**
 * Where a method ran.
 *
 * @param thread platform, virtual or loop
 * @param name the name of the thread
 */
public record Whereabouts(String thread, String name) {
  static Whereabouts here() {
    return new Whereabouts(ThreadKind.current().key(), Thread.currentThread().getName());
  }
}
