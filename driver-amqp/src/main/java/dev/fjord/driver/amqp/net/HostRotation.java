package dev.fjord.driver.amqp.net;

import dev.fjord.HostAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Decides which host is tried next. Confined to one thread. */
public final class HostRotation {
  private final List<HostAddress> hosts;
  private final boolean shuffles;
  private final Random random;
  private int next;

  /** With the hosts, which are put into a random order once. */
  public HostRotation(List<HostAddress> hosts, boolean shuffles, Random random) {
    this.hosts = new ArrayList<>(hosts);
    this.shuffles = shuffles;
    this.random = random;
    Collections.shuffle(this.hosts, random);
  }

  /** The host whose turn it is. */
  public HostAddress next() {
    if (shuffles) {
      return hosts.get(random.nextInt(hosts.size()));
    }
    HostAddress host = hosts.get(next);
    next = (next + 1) % hosts.size();
    return host;
  }

  /** How many hosts there are: so many attempts follow each other without a pause. */
  public int size() {
    return hosts.size();
  }
}
