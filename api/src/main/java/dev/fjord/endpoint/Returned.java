package dev.fjord.endpoint;

import dev.fjord.EndpointException;
import dev.fjord.ProviderException;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.spi.ReturnAdapter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a method gives back in the end, and how.
 *
 * @param value the type of the result itself
 * @param form how the method hands it over
 * @param adapter turns what is handed over into a stage and back; null for other forms
 */
public record Returned(Type value, Form form, @Nullable ReturnAdapter adapter) {
  /** Types of results that come later, of which there may be an adapter. */
  private static final Set<String> SINGLE =
      Set.of("reactor.core.publisher.Mono", "io.smallrye.mutiny.Uni");

  /** Found once for each class: a look-up reads every jar, and proxies are made often. */
  private static final ClassValue<Optional<ReturnAdapter>> ADAPTERS =
      new ClassValue<>() {
        @Override
        protected Optional<ReturnAdapter> computeValue(Class<?> type) {
          return ProviderLookup.returnAdapters()
              .findFirst(one -> one.type().isAssignableFrom(type));
        }
      };

  /** Types that hand over later what no adapter makes a result of. */
  private static final Set<String> OTHERS =
      Set.of(
          "java.util.concurrent.Future",
          "java.util.concurrent.Flow$Publisher",
          "org.reactivestreams.Publisher",
          "io.smallrye.mutiny.Multi",
          "io.reactivex.rxjava3.core.Single",
          "io.reactivex.rxjava3.core.Maybe",
          "io.reactivex.rxjava3.core.Completable",
          "io.reactivex.rxjava3.core.Observable",
          "io.vertx.core.Future");

  /** How a method hands its result over. */
  public enum Form {
    /** The result itself. */
    VALUE,
    /** A stage that completes with it. */
    STAGE,
    /** What an adapter makes a stage of. */
    ADAPTED
  }

  /**
   * As a method declares it.
   *
   * @throws EndpointException if it returns what nobody could wait for
   */
  public static Returned of(MethodFamily family) {
    Class<?> type = family.method().getReturnType();
    if (CompletionStage.class.isAssignableFrom(type)) {
      return new Returned(argument(family.returnType()), Form.STAGE, null);
    }
    Optional<ReturnAdapter> adapter = adapter(type);
    if (adapter.isPresent()) {
      return new Returned(argument(family.returnType()), Form.ADAPTED, adapter.get());
    }
    requireValue(family, type);
    return new Returned(family.returnType(), Form.VALUE, null);
  }

  /** Whether a method that returns it hands its result over later. */
  static boolean comesLater(Class<?> type) {
    return CompletionStage.class.isAssignableFrom(type) || adapter(type).isPresent();
  }

  private static Optional<ReturnAdapter> adapter(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || type.isRecord() || type.isEnum()
        ? Optional.empty() // Most results: there is nothing to look for.
        : ADAPTERS.get(type);
  }

  private static void requireValue(MethodFamily family, Class<?> type) {
    Optional<String> single = named(type, SINGLE);
    if (single.isPresent()) {
      try {
        ProviderLookup.returnAdapters().find(single.get());
      } catch (ProviderException e) {
        // It says what there is and which artifact to add.
        throw new EndpointException(
            family.name() + " returns a " + type.getSimpleName() + ". " + e.getMessage(), e);
      }
    }
    Optional<String> other =
        Future.class.isAssignableFrom(type)
            ? Optional.of(Future.class.getName())
            : named(type, OTHERS);
    if (other.isPresent()) {
      throw new EndpointException(
          family.name()
              + " returns a "
              + type.getSimpleName()
              + ", which is neither a result nor a stage that completes with one: return a"
              + " CompletionStage, or the result itself");
    }
  }

  /** The first of the names that the type or something above it has. */
  private static Optional<String> named(@Nullable Class<?> type, Set<String> names) {
    if (type == null) {
      return Optional.empty();
    }
    if (names.contains(type.getName())) {
      return Optional.of(type.getName());
    }
    Optional<String> found = named(type.getSuperclass(), names);
    for (Class<?> implemented : List.of(type.getInterfaces())) {
      found = found.isEmpty() ? named(implemented, names) : found;
    }
    return found;
  }

  private static Type argument(Type type) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[0]
        : Object.class;
  }
}
