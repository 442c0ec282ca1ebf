package dev.fjord.cli.demo;

import dev.fjord.spi.Timers;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the endpoints of all servers share.
 *
 * @param timers what they wait on
 * @param sightings on which threads they ran
 * @param casts the casts that are to arrive at one server
 * @param fanouts those that are to arrive at each
 */
record Backstage(Timers timers, Sightings sightings, Arrivals casts, Arrivals fanouts) {
  static final Set<String> SERVERS = Set.of("server-1", "server-2", "server-3");
  static final int CASTS = 60;
  static final int FANOUTS = 5;

  static Backstage on(Timers timers) {
    return new Backstage(
        timers,
        new Sightings(),
        new Arrivals(ids(CASTS)),
        new Arrivals(
            SERVERS.stream()
                .flatMap(server -> ids(FANOUTS).stream().map(id -> server + "/" + id))
                .collect(Collectors.toSet())));
  }

  static Set<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.toSet());
  }
}
