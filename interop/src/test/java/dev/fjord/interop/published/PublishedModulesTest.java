package dev.fjord.interop.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every jar that users get can be had by the list of versions, and is told of. */
class PublishedModulesTest {
  @Test
  void theListOfVersionsHasEveryPublishedModuleAndNoOther() {
    List<String> published = PublishedModule.all().stream().map(PublishedModule::artifact).toList();
    assertThat(published).hasSizeGreaterThan(10);
    assertThat(PublishedModule.artifactsIn(PublishedModule.ROOT.resolve("bom/pom.xml")))
        .filteredOn(artifact -> !artifact.equals("fjord-bom"))
        .containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void theReadmeNamesEveryPublishedModule() throws IOException {
    String readme = Files.readString(PublishedModule.ROOT.resolve("README.md"));
    // The three executors share a row.
    String named = readme.replace("`, `-", "`, `fjord-executor-");
    assertThat(PublishedModule.all())
        .allSatisfy(each -> assertThat(named).contains("`" + each + "`"));
  }

  @Test
  void whatIsComparedWithTheLatestReleaseIsWhatIsExported() {
    assertThat(PublishedModule.packagesNotCompared())
        .containsExactlyInAnyOrderElementsOf(
            PublishedModule.all().stream()
                .flatMap(module -> module.hiddenPackages().stream())
                .map(name -> name.startsWith("dev.fjord.cli") ? "dev.fjord.cli" : name)
                .distinct()
                .toList());
  }
}
