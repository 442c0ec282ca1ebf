package dev.fjord.notify.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ConfigurationException;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.ProviderException;
import dev.fjord.notify.Notification;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import dev.fjord.notify.RecordedNotifications;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.transport.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file decides where notifications go. */
class RoutingBothPathsTest {
  private static final String RULES =
      """
      operators:
        test:
          accepted_events: ['compute.*', 'disk.full']
          accepted_priorities: [ERROR, critical]
        noop:
      developers:
        test:
          accepted_events:
            - "debug.*"
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "compute.start, ERROR,    1",
    "compute.start, CRITICAL, 1",
    "compute.start, INFO,     0",
    "disk.full,     ERROR,    1",
    "disk.fuller,   ERROR,    0",
    "debug.x,       AUDIT,    1",
    "debug.compute, ERROR,    1",
    "Debug.x,       ERROR,    0",
  })
  void allPartsOfARuleMustMatchAndAnyGroupWill(String event, Priority priority, int recorded)
      throws Exception {
    try (Transport transport = open(RULES, "routing")) {
      Notifier.of(transport, "p")
          .emit(priority, MessageContext.empty(), event, 1)
          .toCompletableFuture()
          .get(5, TimeUnit.SECONDS);

      assertThat(RecordedNotifications.of(transport).all()).hasSize(recorded);
    }
  }

  @Test
  void aDriverThatSeveralGroupsChooseGetsANotificationOnce() throws Exception {
    String twice = "a: {test: {accepted_events: ['*']}}\nb: {test: {}}\n";
    try (Transport transport = open(twice, "routing")) {
      Notifier.of(transport, "p").info(MessageContext.empty(), "e", 1);

      assertThat(RecordedNotifications.of(transport).all()).hasSize(1);
    }
  }

  @Test
  void routingStandsBesideOtherDrivers() throws Exception {
    try (Transport transport = open(RULES, "routing, test")) {
      Notifier notifier = Notifier.of(transport, "p");
      notifier.error(MessageContext.empty(), "compute.start", 1);
      notifier.error(MessageContext.empty(), "other", 1);

      assertThat(RecordedNotifications.of(transport).all())
          .extracting(Notification::eventType)
          .containsExactly("compute.start", "compute.start", "other");
    }
  }

  @Test
  void withoutAFileTheNameOfTheOptionIsTold() {
    try (Transport transport = open(null, "routing")) {
      assertThatThrownBy(() -> Notifier.of(transport, "p"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("oslo_messaging_notifications.routing_config");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: ['                                             | is not YAML
          '- a'                                              | the file must be a map
          'a: 1'                                             | the group a must be a map
          'a: {test: 1}'                                     | the driver test of the group a must be a map
          'a: {test: {accepted_events: x}}'                  | accepted_events of the driver test of the group a must be a list
          'a: {test: {accepted_priorities: [1]}}'            | which is no text: quote it
          'a: {routing: {}}'                                 | cannot pass on to itself
          'a: {test: {}}\\na: {noop: {}}'                    | is not YAML
          '!!java.net.URL [x]'                               | is not YAML
          """)
  void aFileThatSaysSomethingElseIsRefusedWithAReason(String text, String reason) {
    try (Transport transport = open(text.replace("\\n", "\n"), "routing")) {
      assertThatThrownBy(() -> Notifier.of(transport, "p"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("routing.yaml")
          .hasMessageContaining(reason);
    }
  }

  @Test
  void aDriverThatNobodyProvidesIsToldAtTheStart() {
    try (Transport transport = open("a: {smoke: {}}", "routing")) {
      assertThatThrownBy(() -> Notifier.of(transport, "p"))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("no notifier driver 'smoke'")
          .hasMessageContaining("routing");
    }
  }

  @Test
  void anEmptyFileLetsNothingOut() throws Exception {
    try (Transport transport = open("# nothing yet", "routing")) {
      Notifier.of(transport, "p")
          .info(MessageContext.empty(), "e", 1)
          .toCompletableFuture()
          .get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void itIsFoundByItsNameBesideThoseOfTheLibrary() {
    assertThat(ProviderLookup.notifierDrivers().available())
        .containsExactly("log", "messaging", "messagingv2", "noop", "routing", "test");
    assertThat(ProviderLookup.notifierDrivers().find("routing"))
        .isInstanceOf(RoutingProvider.class);
  }

  private Transport open(String rules, String drivers) {
    FjordConfig.Builder config =
        FjordConfig.builder().set("oslo_messaging_notifications.driver", drivers);
    if (rules != null) {
      try {
        Path file = Files.writeString(folder.resolve("routing.yaml"), rules);
        config.set(RoutingOptions.ROUTING_CONFIG, file.toString());
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return Transport.builder().config(config.build()).url("fake://").open();
  }
}
