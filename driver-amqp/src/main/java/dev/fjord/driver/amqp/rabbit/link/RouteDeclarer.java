package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.FjordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what a message needs was declared on the present connection; messages wait here
 * meanwhile, and others pass them. Confined to the loop.
 */
final class RouteDeclarer {
  private static final int MOST_KNOWN = 10_000;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final RabbitConnection connection;
  private final Consumer<List<Publication>> declared;
  private final BiConsumer<List<Publication>, FjordException> refused;
  private final Set<String> known = new HashSet<>();
  private final Map<String, List<Publication>> waiting = new HashMap<>();

  RouteDeclarer(
      RabbitConnection connection,
      Consumer<List<Publication>> declared,
      BiConsumer<List<Publication>, FjordException> refused) {
    this.connection = connection;
    this.declared = declared;
    this.refused = refused;
  }

  /** Whether a message can be written now; if not, it is kept until it can. */
  boolean isDeclared(Publication publication) {
    Declaration declaration = publication.route().declaration();
    if (declaration.methods().isEmpty() || known.contains(declaration.key())) {
      return true;
    }
    List<Publication> others = waiting.get(declaration.key());
    if (others != null) {
      others.add(publication);
      return false;
    }
    waiting.put(declaration.key(), new ArrayList<>(List.of(publication)));
    declare(declaration);
    return false;
  }

  /** A new connection knows of nothing. */
  void forget() {
    known.clear();
  }

  /** Gives up all that waits. */
  List<Publication> takeAll() {
    List<Publication> all = new ArrayList<>();
    waiting.values().forEach(all::addAll);
    waiting.clear();
    return all;
  }

  private void declare(Declaration declaration) {
    connection
        .declare(declaration.methods())
        .whenComplete(
            (done, failure) -> connection.onLoop(() -> ended(declaration.key(), failure)));
  }

  private void ended(String key, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof FjordException typed) {
      List<Publication> ready = waiting.remove(key);
      if (ready != null) {
        refused.accept(ready, typed);
      }
    } else if (cause == null) {
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      known.add(key);
      backInLine(key);
    } else {
      // With a pause: the connection may still be there, and the next failure as near.
      connection.setup().later(PAUSE, () -> connection.onLoop(() -> backInLine(key)));
    }
  }

  private void backInLine(String key) {
    List<Publication> ready = waiting.remove(key);
    if (ready != null) {
      declared.accept(ready);
    }
  }
}
