package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.EndpointException;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import java.lang.invoke.MethodHandles;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());

  static class Above {
    public void inherited() {}

    public static void shared() {}
  }

  static final class Service extends Above implements AutoCloseable, Callable<String>, Runnable {
    @RpcMethod
    void marked() {}

    public void open() {}

    public void _hidden() {}

    void packagePrivate() {}

    protected void guarded() {}

    @SuppressWarnings("unused")
    private void secret() {}

    @Override
    public String call() {
      return "";
    }

    @Override
    public void run() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "";
    }
  }

  record Desk(String database) {
    public void book() {}
  }

  public static final class Overloaded {
    public void m(int a) {}

    public void m(String a) {}
  }

  @Test
  void onlyWhatIsMarkedIsReachedUnlessAPolicySaysMore() {
    assertThat(names(new Service(), AccessPolicy.explicit())).containsExactly("marked");
    assertThat(names(new Service(), AccessPolicy.unlessUnderscored()))
        .containsExactlyInAnyOrder("marked", "open", "inherited");
    assertThat(names(new Service(), AccessPolicy.legacy()))
        .containsExactlyInAnyOrder("marked", "open", "inherited", "_hidden");
    assertThat(names(new Service(), method -> method.getName().equals("_hidden")))
        .containsExactlyInAnyOrder("marked", "_hidden");
  }

  @Test
  void noPolicyReachesPlumbingAccessorsOrWhatEveryObjectHas() {
    assertThat(names(new Desk("secret"), AccessPolicy.legacy())).containsExactly("book");
    assertThat(names(new Service(), AccessPolicy.legacy()))
        .doesNotContain(
            "close", "call", "run", "toString", "hashCode", "getClass", "shared", "secret");
  }

  @Test
  void overloadsThatAPolicyOpensAreRefused() {
    assertThatThrownBy(() -> names(new Overloaded(), AccessPolicy.legacy()))
        .isInstanceOf(EndpointException.class)
        .hasMessageContaining("are called 'm'");
    assertThatThrownBy(() -> names(new Overloaded(), AccessPolicy.explicit()))
        .hasMessageContaining("has no method marked @RpcMethod, and none that the access policy");
  }

  @Test
  void aTargetMaySayWhatAnEndpointServes() {
    Target served =
        Target.empty()
            .namespace("rooms")
            .legacyNamespaces(java.util.List.of("old", ""))
            .version("2.1");
    ServedEndpoint endpoint =
        ServedEndpoint.of(
            new Registration(new Service(), MethodHandles.lookup(), InterfaceIdentity.of(served)),
            CODEC,
            CODEC,
            AccessPolicy.explicit());
    assertThat(endpoint.namespaces()).containsExactly("rooms", "old", "");
    assertThat(endpoint.serves("old", "2.0")).isTrue();
    assertThat(endpoint.serves("", "2.1")).isTrue();
    assertThat(endpoint.serves("", "2.2")).isFalse();
    assertThatThrownBy(() -> InterfaceIdentity.of(Target.empty().version("two")))
        .isInstanceOf(EndpointException.class)
        .hasMessageContaining("has version 'two'; write major.minor");
  }

  private static Set<String> names(Object endpoint, AccessPolicy policy) {
    return ServedEndpoint.of(
            new Registration(endpoint, MethodHandles.lookup(), null), CODEC, CODEC, policy)
        .methods()
        .keySet();
  }
}
