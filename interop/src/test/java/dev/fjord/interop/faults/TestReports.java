package dev.fjord.interop.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the last runs of all modules reported of each test. */
final class TestReports {
  private final Map<String, List<Run>> runs = new HashMap<>();

  /**
   * One run of a test.
   *
   * @param name the method, perhaps with arguments
   * @param outcome what came of it
   * @param seconds how long it took
   * @param figures what it measured
   */
  private record Run(String name, Outcome outcome, double seconds, List<String> figures) {}

  /** What came of a test, or of several; the later one outweighs the earlier. */
  enum Outcome {
    /** It held each time. */
    HOLDS("holds"),
    /** It was not run. */
    NOT_RUN("not run"),
    /** It failed at least once. */
    FAILS("**fails**");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    Outcome worse(Outcome other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /** Reads the reports of every module of a project. */
  static TestReports of(Path root) {
    TestReports reports = new TestReports();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.toList()) {
        Path directory = module.resolve("target/surefire-reports");
        if (Files.isDirectory(directory)) {
          reports.readAll(directory);
        }
      }
      return reports;
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("The reports of the tests cannot be read", e);
    }
  }

  Outcome outcome(String test) {
    return runsOf(test).map(Run::outcome).reduce(Outcome::worse).orElse(Outcome.NOT_RUN);
  }

  /** The seconds that a test took, over all its arguments. */
  double seconds(String test) {
    return runsOf(test).mapToDouble(Run::seconds).sum();
  }

  /** What a test measured, as it printed it. */
  List<String> figures(String test) {
    return runsOf(test).flatMap(run -> run.figures().stream()).toList();
  }

  private Stream<Run> runsOf(String test) {
    Pattern method = Pattern.compile("\\b" + Pattern.quote(TestSources.methodOf(test)) + "\\b");
    return runs.getOrDefault(TestSources.classOf(test), List.of()).stream()
        .filter(run -> method.matcher(run.name()).find());
  }

  private void readAll(Path directory)
      throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".xml")).toList()) {
        try {
          NodeList cases = parser.parse(file.toFile()).getElementsByTagName("testcase");
          for (int i = 0; i < cases.getLength(); i++) {
            add((Element) cases.item(i));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void add(Element test) {
    String type = test.getAttribute("classname").replaceFirst("\\(.*", "");
    runs.computeIfAbsent(type.substring(type.lastIndexOf('.') + 1), key -> new ArrayList<>())
        .add(
            new Run(
                test.getAttribute("name"),
                outcome(test),
                Double.parseDouble(test.getAttribute("time").replace(",", "")),
                figures(test)));
  }

  private static Outcome outcome(Element test) {
    if (test.getElementsByTagName("failure").getLength() > 0
        || test.getElementsByTagName("error").getLength() > 0) {
      return Outcome.FAILS;
    }
    return test.getElementsByTagName("skipped").getLength() > 0 ? Outcome.NOT_RUN : Outcome.HOLDS;
  }

  /** Tests log what they measure, to one stream or the other. */
  private static List<String> figures(Element test) {
    return Stream.of("system-out", "system-err")
        .map(test::getElementsByTagName)
        .filter(output -> output.getLength() > 0)
        .flatMap(output -> output.item(0).getTextContent().lines())
        .filter(line -> line.contains(Figure.MARK))
        .map(line -> line.substring(line.indexOf(Figure.MARK) + Figure.MARK.length()).strip())
        .toList();
  }
}
