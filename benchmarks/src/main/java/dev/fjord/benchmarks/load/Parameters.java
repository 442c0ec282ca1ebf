package dev.fjord.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named values of one run, as they stand on the command line of its JVM: {@code name=value}.
 *
 * @param values by name
 */
public record Parameters(Map<String, String> values) {
  /** Copies the values. */
  public Parameters {
    values = Map.copyOf(values);
  }

  /** Reads {@code name=value} words. */
  public static Parameters parse(String... words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      int separator = word.indexOf('=');
      if (separator < 1) {
        throw new IllegalArgumentException("Expected name=value, got '" + word + "'");
      }
      values.put(word.substring(0, separator), word.substring(separator + 1));
    }
    return new Parameters(values);
  }

  /** A value that must be there. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The parameter " + name + " is missing: " + values);
    }
    return value;
  }

  /** A value, or a default. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** A number, or a default. */
  public int number(String name, int otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  /** A number with a fraction, or a default. */
  public double real(String name, double otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : Double.parseDouble(value);
  }

  /** A copy with one value set. */
  public Parameters with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Parameters(changed);
  }

  /** The words that {@link #parse} reads. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    values.forEach((name, value) -> words.add(name + "=" + value));
    return words;
  }
}
