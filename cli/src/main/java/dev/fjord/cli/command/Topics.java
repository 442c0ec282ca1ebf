package dev.fjord.cli.command;

/** The topics of commands that are given none. */
final class Topics {
  static final String REQUESTS = "workbench";
  static final String NOTIFICATIONS = "notifications";

  private Topics() {}
}
