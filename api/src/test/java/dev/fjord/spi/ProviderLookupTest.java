package dev.fjord.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ProviderException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderLookupTest {
  @TempDir Path folder;

  @Test
  void aProviderIsFoundByItsName() throws IOException {
    with(
        List.of("One", "Two"),
        Map.of(
            "One", executor("One", "return \"one\";"), "Two", executor("Two", "return \"two\";")),
        lookup -> {
          assertThat(lookup.find("two").name()).isEqualTo("two");
          assertThat(lookup.available()).containsExactly("one", "two");
        });
  }

  @Test
  void anUnknownNameSaysWhatThereIsAndWhatToAdd() throws IOException {
    with(
        List.of("One"),
        Map.of("One", executor("One", "return \"one\";")),
        lookup ->
            assertThatThrownBy(() -> lookup.find("three\n"))
                .isInstanceOf(ProviderException.class)
                .hasMessage(
                    "There is no executor 'three\\u000a'. On the class path: one. Add the artifact"
                        + " dev.fjord:fjord-executor-three\\u000a, or choose one that is there."));
  }

  @Test
  void withNoneAtAllItSaysSo() throws IOException {
    with(
        List.of(),
        Map.of(),
        lookup ->
            assertThatThrownBy(() -> lookup.find("hybrid"))
                .hasMessage(
                    "There is no executor 'hybrid'. On the class path: none. Add the artifact"
                        + " dev.fjord:fjord-executor-hybrid, or choose one that is there."));
  }

  @Test
  void twoProvidersOfOneNameAreAnErrorThatNamesBoth() throws IOException {
    with(
        List.of("One", "Two"),
        Map.of("One", executor("One", "return \"x\";"), "Two", executor("Two", "return \"x\";")),
        lookup ->
            assertThatThrownBy(() -> lookup.find("x"))
                .hasMessageStartingWith("There is more than one executor 'x': plug.One in file:")
                .hasMessageContaining(" and plug.Two in file:")
                .hasMessageEndingWith(". Remove all but one from the class path."));
  }

  @Test
  void brokenProvidersDoNotHideTheOthersAndAreNamed() throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put(
        "Throws",
        executor("Throws", "return \"t\";")
            .replace("{ //body", "{ public Throws() { throw new AssertionError(\"made up\"); }"));
    sources.put("Nameless", executor("Nameless", "return null;"));
    sources.put("Hidden", executor("Hidden", "throw new IllegalStateException(\"no name\");"));
    sources.put("Works", executor("Works", "return \"works\";"));
    with(
        List.of("Missing", "Throws", "Nameless", "Hidden", "Works"),
        sources,
        lookup -> {
          assertThat(lookup.find("works").name()).isEqualTo("works");
          assertThatThrownBy(() -> lookup.find("other"))
              .hasMessageContaining("Found but broken: ")
              .hasMessageContaining("plug.Missing not found")
              .hasMessageContaining("plug.Throws could not be instantiated")
              .hasMessageContaining("java.lang.NullPointerException")
              .hasMessageContaining("java.lang.IllegalStateException: no name");
        });
  }

  private static String executor(String name, String body) {
    return "package plug; public class "
        + name
        + " implements dev.fjord.spi.ExecutorProvider { //body\n"
        + " public String name() { "
        + body
        + " }\n"
        + " public dev.fjord.spi.MessageExecutor create(dev.fjord.spi.Listener l, dev.fjord.spi.Dispatcher d,"
        + " dev.fjord.spi.ExecutorSettings s) { throw new UnsupportedOperationException(); } }\n";
  }

  private void with(
      List<String> registered,
      Map<String, String> sources,
      Consumer<ProviderLookup<ExecutorProvider>> body)
      throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    sources.forEach((name, source) -> files.put("plug/" + name + ".java", source));
    Path classes =
        files.isEmpty()
            ? Files.createDirectories(folder.resolve("classes"))
            : CompiledClasses.compile(folder, files);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.write(
        services.resolve(ExecutorProvider.class.getName()),
        registered.stream().map(name -> "plug." + name).toList());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ExecutorProvider.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      body.accept(ProviderLookup.executors());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
