package dev.fjord.driver.amqp.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.HostAddress;
import dev.fjord.TransportUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostRotationTest {
  private static final List<HostAddress> HOSTS = TransportUrl.parse("rabbit://a,b,c,d,e/").hosts();

  @Test
  void everyHostHasItsTurn() {
    HostRotation rotation = new HostRotation(HOSTS, false, new Random(1));
    List<HostAddress> first = next(rotation, 5);
    assertThat(first).containsExactlyInAnyOrderElementsOf(HOSTS);
    assertThat(next(rotation, 5)).isEqualTo(first);
  }

  @Test
  void clientsBeginWithDifferentHosts() {
    Set<HostAddress> firsts = new HashSet<>();
    for (int client = 0; client < 50; client++) {
      firsts.add(new HostRotation(HOSTS, false, new Random(client)).next());
    }
    assertThat(firsts).hasSize(5);
  }

  @Test
  void shufflingTakesAnyHostAtAnyTime() {
    HostRotation rotation = new HostRotation(HOSTS, true, new Random(1));
    assertThat(next(rotation, 100)).containsAll(HOSTS);
    assertThat(next(rotation, 5)).isNotEqualTo(next(rotation, 5));
  }

  private static List<HostAddress> next(HostRotation rotation, int count) {
    List<HostAddress> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(rotation.next());
    }
    return taken;
  }
}
