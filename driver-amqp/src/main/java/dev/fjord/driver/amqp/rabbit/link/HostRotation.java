package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.HostAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Decides which host is tried next. Confined to the setup thread. */
final class HostRotation {
  private final List<HostAddress> hosts;
  private final boolean shuffles;
  private final Random random;
  private int next;

  HostRotation(List<HostAddress> hosts, boolean shuffles, Random random) {
    this.hosts = new ArrayList<>(hosts);
    this.shuffles = shuffles;
    this.random = random;
    Collections.shuffle(this.hosts, random);
  }

  HostAddress next() {
    if (shuffles) {
      return hosts.get(random.nextInt(hosts.size()));
    }
    HostAddress host = hosts.get(next);
    next = (next + 1) % hosts.size();
    return host;
  }

  /** How many hosts there are: so many attempts follow each other without a pause. */
  int size() {
    return hosts.size();
  }
}
