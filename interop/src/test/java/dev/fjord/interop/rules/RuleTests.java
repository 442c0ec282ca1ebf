package dev.fjord.interop.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.fjord.interop.desk.Execution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.EnumSource;

/** The tests that prove rules, found by their annotations. */
final class RuleTests {
  private RuleTests() {}

  /**
   * A test that proves a rule.
   *
   * @param name its class and method
   * @param underEveryExecutor whether it runs once under each of them
   */
  record RuleTest(String name, boolean underEveryExecutor) {}

  /** All of them by the ids of the rules. */
  static Map<String, List<RuleTest>> byRule() {
    Map<String, List<RuleTest>> all = new TreeMap<>();
    for (JavaClass type : new ClassFileImporter().importPackages("dev.fjord.interop")) {
      for (JavaMethod method : type.getMethods()) {
        if (method.isAnnotatedWith(Rule.class)) {
          RuleTest test =
              new RuleTest(
                  type.getSimpleName() + "." + method.getName(),
                  isUnderEveryExecutor(type, method));
          for (String id : method.getAnnotationOfType(Rule.class).value()) {
            all.computeIfAbsent(id, key -> new ArrayList<>()).add(test);
          }
        }
      }
    }
    all.values().forEach(tests -> tests.sort(Comparator.comparing(RuleTest::name)));
    return all;
  }

  private static boolean isUnderEveryExecutor(JavaClass type, JavaMethod method) {
    return type.tryGetAnnotationOfType(EnumSource.class)
            .filter(RuleTests::isOfExecutions)
            .isPresent()
        || method
            .tryGetAnnotationOfType(EnumSource.class)
            .filter(RuleTests::isOfExecutions)
            .isPresent();
  }

  private static boolean isOfExecutions(EnumSource source) {
    if (!source.value().equals(Execution.class)) {
      return false;
    }
    Stream<Execution> chosen =
        source.names().length == 0
            ? Stream.of(Execution.values())
            : Stream.of(source.names()).map(Execution::valueOf);
    return chosen
        .map(Execution::executor)
        .collect(Collectors.toSet())
        .containsAll(Set.of("blocking", "hybrid", "async"));
  }
}
