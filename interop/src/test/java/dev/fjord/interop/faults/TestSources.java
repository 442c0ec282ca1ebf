package dev.fjord.interop.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sources of the tests of all modules, by class. Sources and not classes, because no module
 * sees the test classes of another.
 */
final class TestSources {
  private static final String LONG = "@Tag\\(\"long\"\\)[^;{}]*";
  private static final Pattern LONG_CLASS = Pattern.compile(LONG + "\\bclass ");
  private static final Pattern SUPERCLASS = Pattern.compile("\\bclass \\w+ extends (\\w+)");

  private final Map<String, List<String>> classes = new HashMap<>();
  private final List<String> contracts = new ArrayList<>();

  /** Reads those of a project. */
  static TestSources of(Path root) {
    TestSources sources = new TestSources();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        sources.read(module.resolve("src/test/java"), false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sources.read(root.resolve("tck/src/main/java"), true);
    return sources;
  }

  /**
   * Whether there is such a test, named {@code Class.method}; those of superclasses and contracts
   * count as their users'.
   */
  boolean has(String test) {
    Pattern method = Pattern.compile("\\bvoid\\s+" + Pattern.quote(methodOf(test)) + "\\s*\\(");
    return withSuperclasses(classOf(test)).stream()
        .anyMatch(
            text ->
                method.matcher(text).find()
                    || (isContract(text)
                        && contracts.stream().anyMatch(c -> method.matcher(c).find())));
  }

  /** Whether ordinary builds leave it out. */
  boolean isLong(String test) {
    Pattern method =
        Pattern.compile(LONG + "\\bvoid\\s+" + Pattern.quote(methodOf(test)) + "\\s*\\(");
    return withSuperclasses(classOf(test)).stream()
        .anyMatch(text -> LONG_CLASS.matcher(text).find() || method.matcher(text).find());
  }

  static String classOf(String test) {
    return test.substring(0, test.indexOf('.'));
  }

  static String methodOf(String test) {
    return test.substring(test.indexOf('.') + 1);
  }

  private List<String> withSuperclasses(String name) {
    List<String> all = new ArrayList<>();
    for (String text : classes.getOrDefault(name, List.of())) {
      all.add(text);
      Matcher superclass = SUPERCLASS.matcher(text);
      if (superclass.find()) {
        all.addAll(withSuperclasses(superclass.group(1)));
      }
    }
    return all;
  }

  private static boolean isContract(String text) {
    return text.contains("extends DriverContract") || text.contains("extends ExecutorContract");
  }

  private void read(Path directory, boolean areContracts) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        String name = file.getFileName().toString().replace(".java", "");
        if (areContracts) {
          contracts.add(text);
        } else {
          classes.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
