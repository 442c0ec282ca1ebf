package dev.fjord.context;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The propagators of this process: that of the MDC, and those on its class path or module path. */
final class Propagators {
  static final ContextPropagator[] INSTALLED = load();

  private static final int MOST_BROKEN = 100;

  private Propagators() {}

  private static ContextPropagator[] load() {
    Logger log = LoggerFactory.getLogger(ContextPropagator.class);
    List<ContextPropagator> found = new ArrayList<>();
    found.add(new MdcPropagator());
    Iterator<ContextPropagator> providers = ServiceLoader.load(ContextPropagator.class).iterator();
    for (int broken = 0; broken < MOST_BROKEN; ) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        broken++;
        log.warn("A propagator of contexts does not load and is left out", e);
      }
    }
    return found.toArray(ContextPropagator[]::new);
  }
}
