package dev.fjord.notify;

import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.Serializer;

/**
 * How notifications are read.
 *
 * @param codec reads what is the library's: their own fields, and what filters look at
 * @param serializer reads payloads and contexts
 */
record NotificationReading(JsonCodec codec, Serializer serializer) {}
