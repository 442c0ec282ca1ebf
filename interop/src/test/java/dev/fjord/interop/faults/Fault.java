package dev.fjord.interop.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that goes wrong, or a promise, and where it is tried. They stand in {@code faults.txt}:
 * a line {@code # Section}, a line {@code id | what must happen}, and below it a line {@code driver
 * | quick or long | Class.method, …} for each driver, or {@code driver | not injected | why}.
 *
 * @param section the part of the catalogue
 * @param id its number
 * @param text what happens and what is expected
 * @param trials where it is tried, one for each driver and speed
 */
record Fault(String section, String id, String text, List<Trial> trials) {

  /** How long the tests of a trial take. */
  enum Speed {
    /** Part of every build. */
    QUICK,
    /** Run by {@code bin/faults} alone. */
    LONG,
    /** Cannot be injected. */
    NONE
  }

  /**
   * The tests of one driver.
   *
   * @param driver fake, rabbit, amqp1, or any where no driver matters
   * @param speed how long they take
   * @param tests class and method of each, empty if it cannot be injected
   * @param reason why it cannot, else empty
   */
  record Trial(String driver, Speed speed, List<String> tests, String reason) {}

  /** The whole catalogue in its order. */
  static List<Fault> catalogue() {
    try (InputStream in = Fault.class.getResourceAsStream("faults.txt")) {
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Fault> read(List<String> lines) {
    List<Fault> all = new ArrayList<>();
    String section = "";
    for (String line : lines) {
      if (line.startsWith("# ")) {
        section = line.substring(2);
      } else if (line.startsWith("  ")) {
        all.getLast().trials().add(trial(line.strip()));
      } else if (!line.isBlank()) {
        String[] cells = cells(line, 2);
        all.add(new Fault(section, cells[0], cells[1], new ArrayList<>()));
      }
    }
    return all;
  }

  private static Trial trial(String line) {
    String[] cells = cells(line, 3);
    return switch (cells[1]) {
      case "quick" -> new Trial(cells[0], Speed.QUICK, List.of(cells[2].split(",\\s*")), "");
      case "long" -> new Trial(cells[0], Speed.LONG, List.of(cells[2].split(",\\s*")), "");
      case "not injected" -> new Trial(cells[0], Speed.NONE, List.of(), cells[2]);
      default -> throw new IllegalArgumentException("neither quick nor long: " + line);
    };
  }

  private static String[] cells(String line, int count) {
    String[] cells = line.split("\\s*\\|\\s*", count);
    if (cells.length != count) {
      throw new IllegalArgumentException("not " + count + " cells: " + line);
    }
    return cells;
  }
}
