package dev.fjord.benchmarks.load;

import dev.fjord.benchmarks.subject.Subjects;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures one subject in this JVM under one or more loads, and prints a line for each. Started by
 * the runner with the words of {@link Parameters}; can be started by hand.
 */
public final class LoadMain {
  /** What each line of a result begins with. */
  public static final String MARK = "RESULT ";

  private LoadMain() {}

  /** Measures; ends the JVM with 1 if anything failed. */
  public static void main(String[] words) {
    Parameters parameters = Parameters.parse(words);
    try {
      measure(parameters);
      System.exit(0);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void measure(Parameters parameters) throws Exception {
    List<Calling> callings =
        Stream.of(parameters.text("loads").split(",")).map(Calling::parse).toList();
    JsonMapper json = new JsonMapper();
    try (Subject subject = Subjects.open(parameters)) {
      Trial.Timing timing = Trial.Timing.of(parameters);
      for (Calling calling : callings) {
        Measurement measured = new Trial(subject, parameters, timing).measure(calling);
        System.out.println(MARK + json.writeValueAsString(measured));
        timing = timing.again();
      }
    }
  }
}
