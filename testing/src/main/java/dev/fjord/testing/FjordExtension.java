package dev.fjord.testing;

import dev.fjord.transport.Transport;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a bench of its own, and fails a test that leaves a call unanswered or work
 * unfinished:
 *
 * <pre>
 * &#64;ExtendWith(FjordExtension.class)
 * class CartTest {
 *   &#64;Test
 *   void aCartAsksForThePrice(FjordBench bench) { ... }
 * }
 * </pre>
 *
 * <p>A test, and its {@code @BeforeEach} and {@code @AfterEach} methods, take a {@link FjordBench}
 * or its {@link Transport} as parameters. A bench with other options is registered as a field:
 *
 * <pre>
 * &#64;RegisterExtension
 * static final FjordExtension FJORD = FjordExtension.with(bench -&gt; bench.executor("async"));
 * </pre>
 *
 * <p>When the test itself fails, what it left is told as a suppressed failure of its own.
 * Thread-safe: tests that run at a time have a bench each.
 *
 * @since 0.1.0
 */
public final class FjordExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  /** Its own, so that a bench of an outer class's extension is not taken for this one's. */
  private final ExtensionContext.Namespace namespace =
      ExtensionContext.Namespace.create(FjordExtension.class, this);

  private final UnaryOperator<FjordBench.Builder> options;

  /** For {@code @ExtendWith}: a bench with the default options. */
  public FjordExtension() {
    this(UnaryOperator.identity());
  }

  private FjordExtension(UnaryOperator<FjordBench.Builder> options) {
    this.options = options;
  }

  /** For {@code @RegisterExtension}: a bench with options. */
  public static FjordExtension with(UnaryOperator<FjordBench.Builder> options) {
    return new FjordExtension(options);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    store(context).put(FjordBench.class, options.apply(FjordBench.builder()).open());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    FjordBench bench = store(context).remove(FjordBench.class, FjordBench.class);
    if (bench != null) {
      context.getExecutionException().ifPresentOrElse(bench::closeAfter, bench::close);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Set.of(FjordBench.class, Transport.class).contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    FjordBench bench = store(context).get(FjordBench.class, FjordBench.class);
    if (bench == null) {
      throw new org.junit.jupiter.api.extension.ParameterResolutionException(
          "Each test has a bench of its own, so there is none for a constructor or for @BeforeAll:"
              + " take it as a parameter of the test or of @BeforeEach");
    }
    return parameter.getParameter().getType() == Transport.class ? bench.transport() : bench;
  }

  private ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(namespace);
  }
}
