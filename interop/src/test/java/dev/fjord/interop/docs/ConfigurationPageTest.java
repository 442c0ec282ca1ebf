package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConfigOption;
import dev.fjord.CoreOptions;
import dev.fjord.driver.amqp.rabbit.config.RabbitOptions;
import dev.fjord.notify.routing.RoutingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The reference page of options is made from their declarations. After a change, {@code mvn -pl
 * interop -am verify -Dtest=ConfigurationPageTest -Dfjord.docs.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false} writes it anew.
 */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void pageListsEveryOptionWithItsDefaultAndMeaning() throws IOException {
    String page = page();
    if (Boolean.getBoolean("fjord.docs.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() {
    return """
        # Options

        Made from the declarations of the options; a test compares the two.

        A key is written as it stands here in `fjord.properties`; with `fjord.` before it as a system
        property; as `OS_GROUP__NAME` in the environment (`OS_DEFAULT__EXECUTOR`,
        `OS_OSLO_MESSAGING_RABBIT__RABBIT_QUORUM_QUEUE`). The options of the RabbitMQ driver may also stand in
        the query of the transport URL, by their name without the group.

        ## The library
        """
        + table(CoreOptions.all())
        + "\n## The notifier driver routing\n"
        + table(RoutingOptions.all())
        + "\n## The RabbitMQ driver\n"
        + table(RabbitOptions.all())
        + """

        Accepted for the sake of existing configurations, without effect:
        """
        + table(RabbitOptions.withoutEffect());
  }

  private static String table(List<ConfigOption<?>> options) {
    StringBuilder table = new StringBuilder("\n| key | default | meaning |\n|---|---|---|\n");
    for (ConfigOption<?> option : options) {
      String value = option.defaultText().isEmpty() ? "none" : "`" + option.defaultText() + "`";
      table.append("| `%s` | %s | %s |%n".formatted(option.key(), value, option.meaning()));
    }
    return table.toString();
  }
}
