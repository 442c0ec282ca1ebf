package dev.fjord.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.Blocking;
import dev.fjord.EndpointException;
import dev.fjord.NonBlocking;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.spi.Style;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EndpointScannerTest {
  interface Api {
    @RpcMethod
    String declared();

    @RpcMethod
    default CompletionStage<String> inherited() {
      return CompletableFuture.completedFuture("");
    }

    Object covariant();
  }

  interface Narrower extends Api {
    @RpcMethod
    @Override
    default CompletionStage<String> covariant() {
      return CompletableFuture.completedFuture("");
    }
  }

  static class Base {
    @RpcMethod
    String above() {
      return "";
    }

    @RpcMethod
    Object overridden() {
      return "";
    }

    String hidden() {
      return "";
    }
  }

  static final class Service extends Base implements Narrower {
    @Override
    public String declared() {
      return "";
    }

    @Override
    CompletableFuture<String> overridden() {
      return CompletableFuture.completedFuture("");
    }

    @Override
    String hidden() {
      return "";
    }

    String own() {
      return "";
    }
  }

  @SuppressWarnings("unused")
  static final class Styles {
    @RpcMethod
    String plain() {
      return "";
    }

    @RpcMethod
    CompletableFuture<String> stage() {
      return CompletableFuture.completedFuture("");
    }

    @RpcMethod
    @NonBlocking
    String quick() {
      return "";
    }

    @RpcMethod
    @Blocking
    CompletionStage<String> early() {
      return CompletableFuture.completedFuture("");
    }

    @RpcMethod
    java.util.concurrent.Future<String> future() {
      return CompletableFuture.completedFuture("");
    }
  }

  static final class Both {
    @RpcMethod
    @Blocking
    @NonBlocking
    void m() {}
  }

  static final class Static {
    @RpcMethod
    static void m() {}
  }

  static final class Private {
    @RpcMethod
    private void m() {}
  }

  static class PrivateAbove {
    @SuppressWarnings("unused")
    private void m() {}
  }

  @Test
  void annotationsAreInheritedAndNothingElseIsExposed() {
    assertThat(names(Service.class))
        .containsExactlyInAnyOrder("declared", "inherited", "covariant", "above", "overridden");
    assertThat(EndpointScanner.scan(Service.class, RpcMethod.class))
        .noneMatch(found -> found.method().isSynthetic())
        .filteredOn(
            found ->
                List.of("overridden", "covariant", "inherited").contains(found.method().getName()))
        .hasSize(3)
        .allMatch(found -> EndpointScanner.style(found.method()) == Style.ASYNC);
  }

  @Test
  void theOrderIsTheSameEachTime() {
    assertThat(names(Service.class)).isEqualTo(names(Service.class));
  }

  @Test
  void theReturnTypeDecidesTheStyleUnlessAnnotated() throws NoSuchMethodException {
    assertThat(style("plain")).isEqualTo(Style.BLOCKING);
    assertThat(style("stage")).isEqualTo(Style.ASYNC);
    assertThat(style("quick")).isEqualTo(Style.ASYNC);
    assertThat(style("early")).isEqualTo(Style.BLOCKING);
    assertThat(style("future")).isEqualTo(Style.BLOCKING);
    Method both = Both.class.getDeclaredMethod("m");
    assertThatThrownBy(() -> EndpointScanner.style(both))
        .isInstanceOf(EndpointException.class)
        .hasMessage("Both.m is marked @Blocking and @NonBlocking; keep one");
  }

  @Test
  void staticAndPrivateMethodsAreRefused() {
    assertThatThrownBy(() -> EndpointScanner.scan(Static.class, RpcMethod.class))
        .hasMessageContaining("Static.m is static");
    assertThatThrownBy(() -> EndpointScanner.scan(Private.class, RpcMethod.class))
        .hasMessageContaining("Private.m is private");
    assertThat(EndpointScanner.scan(PrivateAbove.class, RpcMethod.class)).isEmpty();
  }

  private static Style style(String method) throws NoSuchMethodException {
    return EndpointScanner.style(Styles.class.getDeclaredMethod(method));
  }

  private static List<String> names(Class<?> type) {
    return EndpointScanner.scan(type, RpcMethod.class).stream()
        .map(found -> found.method().getName())
        .toList();
  }
}
