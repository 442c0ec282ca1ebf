package dev.fjord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FjordConfigTest {
  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty("fjord.config");
    System.clearProperty("fjord.executor");
    System.clearProperty("fjord.control_exchange");
  }

  @Test
  void withoutSourcesEveryOptionHasItsDefault() {
    assertThat(FjordConfig.defaults().get(CoreOptions.EXECUTOR)).isEqualTo("hybrid");
    assertThat(FjordConfig.defaults().isSet(CoreOptions.EXECUTOR)).isFalse();
    assertThat(FjordConfig.defaults().asMap()).isEmpty();
  }

  @Test
  void laterSourcesWin() throws IOException {
    Path onClassPath = Files.createDirectory(folder.resolve("classes"));
    Files.writeString(
        onClassPath.resolve("fjord.properties"),
        "executor = class-path\ncontrol_exchange = class-path\nsend_timeout = 1\n"
            + "rpc_response_timeout = 7\n");
    Path file = folder.resolve("own.properties");
    Files.writeString(
        file, "executor = file\ncontrol_exchange = file\nsend_timeout = 2 \nevent_loops = é\n");
    System.setProperty("fjord.config", file.toString());
    System.setProperty("fjord.executor", "system");

    FjordConfig config =
        withClassPath(
            onClassPath,
            () -> FjordConfig.builder().fromProcess().set("control_exchange", "built").build());

    assertThat(config.get(CoreOptions.EXECUTOR)).isEqualTo("system");
    assertThat(config.get(CoreOptions.CONTROL_EXCHANGE)).isEqualTo("built");
    assertThat(config.get(CoreOptions.SEND_TIMEOUT)).hasSeconds(2);
    assertThat(config.get(CoreOptions.RPC_RESPONSE_TIMEOUT)).hasSeconds(7);
    assertThat(config.asMap()).containsEntry("event_loops", "é").doesNotContainKey("config");
  }

  @Test
  void theEnvironmentHasOslosForm() {
    Map<String, String> environment = new HashMap<>();
    environment.put("OS_DEFAULT__EXECUTOR", "async");
    environment.put("OS_OSLO_MESSAGING_RABBIT__RABBIT_QUORUM_QUEUE", "true");
    environment.put("OS_OSLO_MESSAGING_NOTIFICATIONS__TOPICS", "a, b");
    environment.put("OS__EXECUTOR", "no group");
    environment.put("OS_DEFAULT__", "no name");
    environment.put("__OS_DEFAULT__EXECUTOR", "no prefix");
    environment.put("OS_AUTH_URL", "another's");
    environment.put("PATH", "another's");

    FjordConfig config = FjordConfig.builder().fromEnvironment(environment).build();

    assertThat(config.asMap())
        .containsOnlyKeys(
            "executor",
            "oslo_messaging_rabbit.rabbit_quorum_queue",
            "oslo_messaging_notifications.topics");
    assertThat(config.get(CoreOptions.EXECUTOR)).isEqualTo("async");
    assertThat(config.get(CoreOptions.NOTIFICATION_TOPICS)).containsExactly("a", "b");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path missing = folder.resolve("missing.properties");
    assertThatThrownBy(() -> FjordConfig.builder().fromFile(missing))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(missing.toString());

    Path broken = Files.writeString(folder.resolve("broken.properties"), "a = \\uZZZZ\n");
    assertThatThrownBy(() -> FjordConfig.builder().fromFile(broken))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(broken.toString());

    Path latin =
        Files.write(folder.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xe9});
    assertThatThrownBy(() -> FjordConfig.builder().fromFile(latin))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aBrokenFileOnTheClassPathIsAnErrorToo() throws IOException {
    Files.writeString(folder.resolve("fjord.properties"), "a = \\uZZZZ\n");

    assertThatThrownBy(() -> withClassPath(folder, FjordConfig::load))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("fjord.properties");
  }

  @Test
  void withIsACopy() {
    FjordConfig one = FjordConfig.builder().set(CoreOptions.EXECUTOR, "blocking").build();
    FjordConfig two = one.with(CoreOptions.EXECUTOR, "async");

    assertThat(one.get(CoreOptions.EXECUTOR)).isEqualTo("blocking");
    assertThat(two.get(CoreOptions.EXECUTOR)).isEqualTo("async");
    assertThat(two.isSet(CoreOptions.EXECUTOR)).isTrue();
  }

  @Test
  void itsTextShowsKeysAndNoValues() {
    FjordConfig config =
        FjordConfig.defaults().with(CoreOptions.TRANSPORT_URL, "rabbit://u:secret@h/");

    assertThat(config).hasToString("FjordConfig[transport_url]");
  }

  private static <T> T withClassPath(Path folder, java.util.function.Supplier<T> body)
      throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      thread.setContextClassLoader(loader);
      return body.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
