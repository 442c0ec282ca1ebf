package dev.fjord.executor.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ProviderException;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.ProviderLookup;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar beside this one spoils nothing, whatever is in it. */
class BrokenProvidersClassPathTest {
  @TempDir Path jar;

  @Test
  void twoProvidersOfOneNameAreAnErrorThatNamesBoth() throws IOException {
    try (URLClassLoader loader = jarNaming(Twin.class.getName())) {
      ProviderLookup<ExecutorProvider> lookup = lookUpWith(loader);

      assertThatThrownBy(() -> lookup.find("hybrid"))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining(HybridExecutorProvider.class.getName())
          .hasMessageContaining(Twin.class.getName());
    }
  }

  @Test
  void providerThatThrowsHidesNoOtherAndIsReported() throws IOException {
    try (URLClassLoader loader = jarNaming(Throwing.class.getName())) {
      ProviderLookup<ExecutorProvider> lookup = lookUpWith(loader);

      assertThat(lookup.find("hybrid")).isInstanceOf(HybridExecutorProvider.class);
      assertThatThrownBy(() -> lookup.find("other"))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("Found but broken")
          .hasMessageContaining(Throwing.class.getName());
    }
  }

  @Test
  void providerThatIsMissingHidesNoOther() throws IOException {
    try (URLClassLoader loader = jarNaming("org.example.Missing")) {
      ProviderLookup<ExecutorProvider> lookup = lookUpWith(loader);

      assertThat(lookup.find("hybrid")).isInstanceOf(HybridExecutorProvider.class);
      assertThatThrownBy(() -> lookup.find("other")).hasMessageContaining("org.example.Missing");
    }
  }

  private URLClassLoader jarNaming(String provider) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(ExecutorProvider.class.getName()), provider + "\n");
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
  }

  private static ProviderLookup<ExecutorProvider> lookUpWith(ClassLoader loader) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      return ProviderLookup.executors();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Has a name that is taken. */
  public static class Twin implements ExecutorProvider {
    @Override
    public String name() {
      return "hybrid";
    }

    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      throw new UnsupportedOperationException("Only found, not used");
    }
  }

  /** Cannot be made. */
  public static final class Throwing extends Twin {
    /** Does what no provider may. */
    public Throwing() {
      throw new IllegalStateException("scripted");
    }
  }
}
