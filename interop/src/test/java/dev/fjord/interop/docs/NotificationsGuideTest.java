package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What docs/notifications.md shows does what the page says. */
class NotificationsGuideTest {
  @Test
  void theGuideEmitsAndListens() throws Exception {
    try (Transport transport =
            Transport.builder().config(FjordConfig.defaults()).url("fake://").open();
        NotificationListener audit = NotificationsGuide.listen(transport);
        NotificationListener bulk = NotificationsGuide.listenForBatches(transport)) {
      NotificationsGuide.emit(transport, MessageContext.empty());
      Notifier.of(transport, "compute.host2")
          .critical(MessageContext.empty(), "e", Map.of("instance", "vm-8"));
      for (int i = 0; i < 500; i++) {
        Notifier.of(transport, "meter")
            .topics(Target.topic("metering"))
            .sample(MessageContext.empty(), "cpu", i);
      }

      List<String> events = new ArrayList<>();
      int stored = 0;
      while (events.size() < 2 || stored < 500) {
        String event = NotificationsGuide.events.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        if (event.startsWith("bulk ")) {
          stored += Integer.parseInt(event.substring(5));
        } else {
          events.add(event);
        }
      }
      assertThat(events)
          .containsExactlyInAnyOrder("index 36 compute.host1", "insert e {instance=vm-8}");
    }
  }
}
