package dev.fjord.cli.demo;

/** Which methods the demo serves. */
public enum DemoStyles {
  /** Those that may block, beside those that return stages. */
  BOTH,
  /** Those that return stages. */
  ASYNC_ONLY
}
