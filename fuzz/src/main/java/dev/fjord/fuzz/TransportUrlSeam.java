package dev.fjord.fuzz;

import dev.fjord.ConfigurationException;
import dev.fjord.FjordConfig;
import dev.fjord.InvalidTransportUrlException;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.rabbit.config.RabbitSettings;
import java.nio.charset.StandardCharsets;

/** A transport URL and its options: read, or one of two exceptions. */
public final class TransportUrlSeam {
  private TransportUrlSeam() {}

  /** Takes any bytes as a text in UTF-8. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      TransportUrl url = TransportUrl.parse(text);
      Seams.require(url.equals(TransportUrl.parse(text)));
      Seams.require(url.toString().chars().noneMatch(Character::isISOControl));
      Seams.require(RabbitSettings.of(FjordConfig.defaults(), url).link() != null);
    } catch (InvalidTransportUrlException | ConfigurationException e) {
      Seams.requireOneLine(e);
    }
  }
}
