package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.fjord.ConfigOption;
import dev.fjord.CoreOptions;
import dev.fjord.driver.amqp.proton.config.ProtonOptions;
import dev.fjord.driver.amqp.rabbit.config.RabbitOptions;
import dev.fjord.notify.routing.RoutingOptions;
import dev.fjord.spi.ProviderLookup;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Test
  void noJarReadsAnOptionThatThePageHasNot() throws Exception {
    String page = page();
    List<ConfigOption<?>> declared = new ArrayList<>(CoreOptions.withoutEffect());
    ProviderLookup.drivers().all().forEach(jar -> declared.addAll(jar.options()));
    ProviderLookup.executors().all().forEach(jar -> declared.addAll(jar.options()));
    ProviderLookup.notifierDrivers().all().forEach(jar -> declared.addAll(jar.options()));
    assertThat(declared).hasSizeGreaterThan(40);
    declared.addAll(constants());
    for (ConfigOption<?> option : declared) {
      assertThat(page).contains("| `" + option.key() + "` |");
    }
  }

  /** Whatever the sources of all jars declare, whether its jar tells of it or not. */
  private static List<ConfigOption<?>> constants() throws ReflectiveOperationException {
    List<ConfigOption<?>> constants = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.fjord")) {
      for (JavaField field : type.getFields()) {
        if (field.getModifiers().contains(JavaModifier.STATIC)
            && field.getRawType().isEquivalentTo(ConfigOption.class)) {
          Field constant = field.reflect();
          constant.setAccessible(true);
          constants.add((ConfigOption<?>) constant.get(null));
        }
      }
    }
    assertThat(constants).hasSizeGreaterThan(50);
    return constants;
  }

  private static String page() {
    return """
        # Options

        Made from the declarations of the options; a test compares the two.

        A key is written as it stands here in `fjord.properties`; with `fjord.` before it as a system
        property; as `OS_GROUP__NAME` in the environment (`OS_DEFAULT__EXECUTOR`,
        `OS_OSLO_MESSAGING_RABBIT__RABBIT_QUORUM_QUEUE`). The options of a driver may also stand in
        the query of the transport URL, by their name without the group.

        ## The file of an OpenStack service

        `FjordConfig.builder().fromOsloFile(path)`, `-Dfjord.config=/etc/nova/nova.conf` and the command's
        `--config-file` take the service's own `.conf` as it is, and read it as oslo.config does: sections,
        values over several lines, `$name` and `${group.name}` (`$$` is a dollar sign), keys that are
        repeated where an option has several values. Several files are separated as a class path is.

        | in the file | what becomes of it |
        |---|---|
        | sections and keys of others | passed over |
        | a former name of an option | taken, with a warning that has today's name |
        | what oslo.messaging has and Fjord does not need | accepted; at level info the log says why |
        | a key that is nearly one of these | a warning that names it |
        | no `transport_url` | `rabbit://`, as for oslo.messaging |
        | no notification `driver` | none, as for oslo.messaging |

        In what was written for Fjord alone every key that is not known is warned of. Combinations that
        cannot work are refused when a transport is opened, with the reason; those that only look as if they
        did something are warned of. The logger of all this is `dev.fjord.config`.

        ## The library
        """
        + table(CoreOptions.all())
        + """

        Accepted for the sake of existing configurations, without effect:
        """
        + table(
            CoreOptions.withoutEffect().stream()
                .filter(option -> !option.key().equals(RoutingOptions.ROUTING_CONFIG.key()))
                .toList())
        + "\n## The notifier driver routing\n"
        + table(RoutingOptions.all())
        + "\n## The RabbitMQ driver\n"
        + table(RabbitOptions.all())
        + """

        Accepted for the sake of existing configurations, without effect:
        """
        + table(RabbitOptions.withoutEffect())
        + "\n## The AMQP 1.0 driver\n"
        + table(ProtonOptions.all())
        + """

        Accepted for the sake of existing configurations, without effect:
        """
        + table(ProtonOptions.withoutEffect())
        + "\n## The driver in memory\n"
        + table(ProviderLookup.drivers().find("fake").options());
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
