package dev.fjord.notify;

import dev.fjord.MessageContext;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.transport.Transport;
import org.junit.jupiter.api.AfterEach;

/** A transport of a scripted driver. */
abstract class NotifyFixture {
  final ScriptedDriver driver = new ScriptedDriver();
  final Transport transport = driver.open();
  final JsonCodec codec = transport.codec();
  final MessageContext context = MessageContext.empty().with("user", "u1");

  @AfterEach
  void close() {
    transport.close();
  }
}
