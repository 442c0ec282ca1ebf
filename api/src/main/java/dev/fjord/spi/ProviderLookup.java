package dev.fjord.spi;

import dev.fjord.Escaped;
import dev.fjord.ProviderException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a plug-in by name: the one look-up for drivers, executors, notifier drivers and adapters of
 * return types. A provider that does not load is reported and does not hide the others.
 *
 * @param <P> the type of provider
 * @since 0.1.0
 */
public final class ProviderLookup<P> {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderLookup.class);
  private static final int MOST_BROKEN = 100;

  private final String kind;
  private final String artifactPattern;
  private final Function<P, Set<String>> names;
  private final List<P> providers = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  private ProviderLookup(String kind, String artifactPattern, Function<P, Set<String>> names) {
    this.kind = kind;
    this.artifactPattern = artifactPattern;
    this.names = names;
  }

  /** The executors on the class path or module path. */
  public static ProviderLookup<ExecutorProvider> executors() {
    return new ProviderLookup<ExecutorProvider>(
            "executor", "dev.fjord:fjord-executor-%s", provider -> Set.of(provider.name()))
        .load(ServiceLoader.load(ExecutorProvider.class));
  }

  /** The drivers on the class path or module path. */
  public static ProviderLookup<DriverProvider> drivers() {
    return new ProviderLookup<DriverProvider>(
            "driver",
            "dev.fjord:fjord-driver-fake for fake, dev.fjord:fjord-driver-amqp for rabbit and amqp",
            DriverProvider::schemes)
        .load(ServiceLoader.load(DriverProvider.class));
  }

  /** The notifier drivers on the class path or module path. */
  public static ProviderLookup<NotifierDriverProvider> notifierDrivers() {
    return new ProviderLookup<NotifierDriverProvider>(
            "notifier driver",
            "dev.fjord:fjord-notify-routing for routing",
            provider -> Set.of(provider.name()))
        .load(ServiceLoader.load(NotifierDriverProvider.class));
  }

  /** The adapters of return types on the class path or module path, by the names of the types. */
  public static ProviderLookup<ReturnAdapter> returnAdapters() {
    return new ProviderLookup<ReturnAdapter>(
            "adapter of the return type",
            "dev.fjord:fjord-adapter-reactor for Mono, dev.fjord:fjord-adapter-mutiny for Uni",
            adapter -> Set.of(adapter.type().getName()))
        .load(ServiceLoader.load(ReturnAdapter.class));
  }

  /**
   * The provider with a name.
   *
   * @throws ProviderException if there is none, or more than one
   */
  public P find(String name) {
    List<P> found = new ArrayList<>();
    for (P provider : providers) {
      if (names.apply(provider).contains(name)) {
        found.add(provider);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw found.isEmpty() ? unknown(name) : duplicate(name, found);
  }

  /** The first provider that is like that. */
  public Optional<P> findFirst(Predicate<P> wanted) {
    return providers.stream().filter(wanted).findFirst();
  }

  /** All that loaded. */
  public List<P> all() {
    return List.copyOf(providers);
  }

  /** The names of all providers that loaded, sorted. */
  public Set<String> available() {
    Set<String> available = new TreeSet<>();
    providers.forEach(provider -> available.addAll(names.apply(provider)));
    return available;
  }

  private ProviderLookup<P> load(ServiceLoader<P> loader) {
    Iterator<P> iterator = loader.iterator();
    while (broken.size() < MOST_BROKEN) {
      try {
        if (!iterator.hasNext()) {
          break;
        }
        P provider = iterator.next();
        if (names.apply(provider).isEmpty()) {
          broken.add(provider.getClass().getName() + " has no name");
        } else {
          providers.add(provider);
        }
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        broken.add(
            e instanceof ServiceConfigurationError ? String.valueOf(e.getMessage()) : e.toString());
        LOG.warn("{}: a provider does not load and is left out", kind, e);
      }
    }
    return this;
  }

  private ProviderException unknown(String name) {
    StringBuilder message =
        new StringBuilder("There is no ").append(kind).append(" '").append(Escaped.text(name));
    message.append("'. On the class path: ");
    message.append(available().isEmpty() ? "none" : String.join(", ", available()));
    message.append(". Add the artifact ");
    message.append(String.format(artifactPattern, Escaped.text(name)));
    message.append(", or choose one that is there.");
    if (!broken.isEmpty()) {
      message.append(" Found but broken: ").append(String.join("; ", broken)).append('.');
    }
    return new ProviderException(message.toString());
  }

  private ProviderException duplicate(String name, List<P> found) {
    List<String> where = new ArrayList<>();
    for (P provider : found) {
      Class<?> type = provider.getClass();
      var source = type.getProtectionDomain().getCodeSource();
      where.add(type.getName() + (source == null ? "" : " in " + source.getLocation()));
    }
    return new ProviderException(
        "There is more than one "
            + kind
            + " '"
            + name
            + "': "
            + String.join(" and ", where)
            + ". Remove all but one from the class path.");
  }
}
