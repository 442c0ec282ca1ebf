package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads JSON from the command line, a file or standard input; what is no JSON is a usage error. */
final class JsonSource {
  private final CommandLine command;
  private final JsonCodec codec;
  private final InputStream input;

  JsonSource(CommandLine command, FjordConfig config, InputStream input) {
    this.command = command;
    this.codec = JsonCodec.of(config);
    this.input = input;
  }

  /** What was given: JSON itself, {@code -} or {@code @FILE}. */
  JsonText text(String option, String given) {
    try {
      if (given.equals("-")) {
        return JsonText.of(input.readNBytes(codec.limits().bytes() + 1));
      }
      if (given.startsWith("@")) {
        return file(option, Path.of(given.substring(1)));
      }
      return JsonText.of(given);
    } catch (IOException e) {
      throw unusable(option, "standard input cannot be read: " + e.getMessage(), e);
    }
  }

  /** The content of a file. */
  JsonText file(String option, Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return JsonText.of(stream.readNBytes(codec.limits().bytes() + 1));
    } catch (IOException e) {
      throw unusable(option, "the file " + file + " cannot be read", e);
    }
  }

  /** The fields of an object. */
  Payload object(String option, String given) {
    try {
      return codec.readFields(text(option, given));
    } catch (FjordException e) {
      throw unusable(option, "is to be a JSON object: " + e.getMessage(), e);
    }
  }

  /** Any value as plain data. */
  @Nullable Object plain(String option, String given) {
    try {
      return codec.readPlain(text(option, given));
    } catch (FjordException e) {
      throw unusable(option, "is to be JSON: " + e.getMessage(), e);
    }
  }

  /** A context. */
  MessageContext context(String option, String given) {
    Payload fields = object(option, given);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String name : fields.names()) {
      values.put(name, codec.readPlain(fields.field(name).orElse(JsonText.NULL)));
    }
    return MessageContext.of(values);
  }

  ParameterException unusable(String option, String why, Throwable cause) {
    return new ParameterException(command, option + " " + why, cause);
  }
}
