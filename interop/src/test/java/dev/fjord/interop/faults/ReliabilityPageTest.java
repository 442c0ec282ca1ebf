package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.interop.faults.Fault.Speed;
import dev.fjord.interop.faults.Fault.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Every fault of the catalogue is tried or says why not, by tests that exist. {@code bin/faults}
 * runs them and then this one with {@code -Dfjord.docs.update=true}, which writes the table.
 */
class ReliabilityPageTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
  private static final Path PAGE = ROOT.resolve("docs/reliability.md");
  private static final String BEGIN = "<!-- faults: begin -->\n";
  private static final String END = "<!-- faults: end -->";
  private static final int FAULTS = 65;
  private static final List<String> DRIVERS = List.of("fake", "rabbit", "amqp1");

  private final List<Fault> catalogue = Fault.catalogue();
  private final TestSources sources = TestSources.of(ROOT);

  @Test
  void everyFaultIsThereAndTriedOnEachDriverOrSaysWhyNot() {
    assertThat(catalogue.stream().map(Fault::id)).doesNotHaveDuplicates();
    assertThat(catalogue.stream().map(Fault::id).filter(id -> id.matches("[0-9]+")))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, FAULTS).mapToObj(Integer::toString).toList());
    for (Fault fault : catalogue) {
      List<String> drivers = fault.trials().stream().map(Trial::driver).distinct().toList();
      assertThat(drivers.contains("any") || drivers.containsAll(DRIVERS))
          .as("fault %s is tried on %s", fault.id(), drivers)
          .isTrue();
    }
  }

  @Test
  void everyTestOfTheCatalogueExistsAndIsAsQuickAsItSays() {
    List<String> wrong = new ArrayList<>();
    for (Fault fault : catalogue) {
      for (Trial trial : fault.trials()) {
        for (String test : trial.tests()) {
          if (!sources.has(test)) {
            wrong.add(fault.id() + ": there is no test " + test);
          } else if (sources.isLong(test) != (trial.speed() == Speed.LONG)) {
            wrong.add(fault.id() + ": " + test + " is not " + trial.speed());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** A page with an outcome other than that all holds is not one to be committed. */
  @Test
  void thePageListsWhatTheCatalogueHas() throws IOException {
    TestReports reports = TestReports.of(ROOT);
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String table = ReliabilityTable.text(catalogue, reports);
    if (Boolean.getBoolean("fjord.docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
    } else {
      assertThat(ReliabilityTable.fixedPart(page.substring(begin, end)))
          .as("run bin/faults, which writes the table")
          .isEqualTo(ReliabilityTable.fixedPart(table));
      assertThat(page.substring(begin, end)).doesNotContain("**fails**");
    }
  }
}
