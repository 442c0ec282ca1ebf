package dev.fjord.benchmarks.raw;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * oslo.messaging's messages as one writes and reads them by hand with Jackson and maps: the message
 * as a string inside an envelope, with Python's spaces, so that every byte is as in Fjord's.
 */
final class Envelopes {
  private static final String VERSION = "oslo.version";
  private static final String MESSAGE = "oslo.message";

  private final JsonMapper mapper = new JsonMapper();
  private final ObjectWriter writer =
      mapper
          .writer()
          .with(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                          .withObjectEntrySpacing(Separators.Spacing.AFTER))
                  .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter())
                  .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter()));

  byte[] request(String text, String messageId, String replyQueue, String uniqueId) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("method", "echo");
    // Arguments are the application's own JSON, which has no spaces.
    message.put("args", new RawValue(mapper.writeValueAsString(Map.of("text", text))));
    message.put("_msg_id", messageId);
    message.put("_reply_q", replyQueue);
    message.put("_timeout", null);
    message.put("_unique_id", uniqueId);
    return enveloped(message);
  }

  byte[] reply(String text, String messageId, String uniqueId) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("result", text);
    message.put("failure", null);
    message.put("ending", true);
    message.put("_msg_id", messageId);
    message.put("_unique_id", uniqueId);
    return enveloped(message);
  }

  byte[] notification(String text, String messageId, String timestamp, String uniqueId) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("message_id", messageId);
    message.put("publisher_id", "bench");
    message.put("event_type", "bench.event");
    message.put("priority", "INFO");
    message.put("payload", text);
    message.put("timestamp", timestamp);
    message.put("_unique_id", uniqueId);
    return enveloped(message);
  }

  Map<?, ?> read(byte[] body) {
    Map<?, ?> envelope = mapper.readValue(body, Map.class);
    return mapper.readValue(String.valueOf(envelope.get(MESSAGE)), Map.class);
  }

  private byte[] enveloped(Map<String, @Nullable Object> message) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put(VERSION, "2.0");
    envelope.put(MESSAGE, writer.writeValueAsString(message));
    return writer.writeValueAsBytes(envelope);
  }
}
