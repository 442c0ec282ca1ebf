package dev.fjord.interop.desk;

/** The wires that every suite runs on. */
public enum Wire {
  /** In memory, without a thread of its own. */
  FAKE("fake://"),
  /** In memory, through the adapter for wires that can only block. */
  BLOCKING_FAKE("fake://?mode=blocking"),
  /** A RabbitMQ node. */
  RABBITMQ("");

  private final String url;

  Wire(String url) {
    this.url = url;
  }

  String url(String rabbitUrl) {
    return this == RABBITMQ ? rabbitUrl : url;
  }

  @Override
  public String toString() {
    return switch (this) {
      case FAKE -> "the fake";
      case BLOCKING_FAKE -> "the fake in blocking mode";
      case RABBITMQ -> "RabbitMQ";
    };
  }
}
