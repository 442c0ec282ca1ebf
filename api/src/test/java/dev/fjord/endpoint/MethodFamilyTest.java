package dev.fjord.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.Blocking;
import dev.fjord.rpc.Arg;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.TypeRef;
import dev.fjord.spi.Style;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MethodFamilyTest {
  record Vm(String name) {}

  interface Store<K, V> {
    @RpcMethod
    void save(@Arg("key") K k, V value);

    @RpcMethod
    @Blocking
    CompletionStage<List<V>> all(Map<K, V[]> filter);

    @RpcMethod
    default V first(List<? extends V> of) {
      return of.get(0);
    }

    @RpcMethod("pair")
    <T extends Comparable<T>> T larger(T a, T b);
  }

  interface VmStore<N extends Number> extends Store<N, Vm> {}

  abstract static class Base<V> {
    @RpcMethod
    abstract void forget(V value);

    @RpcMethod
    void touch(V value) {}
  }

  static final class Vms extends Base<Vm> implements VmStore<Integer> {
    @Override
    public void save(Integer number, Vm value) {}

    @Override
    public CompletionStage<List<Vm>> all(Map<Integer, Vm[]> filter) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T extends Comparable<T>> T larger(T a, T b) {
      return a;
    }

    @Override
    void forget(Vm value) {}

    /** Not what the interface has, so not exposed. */
    @SuppressWarnings("unused")
    public void save(String number, Vm value) {}
  }

  @Test
  void anAnnotationOfAGenericMethodIsInheritedByItsConcreteForm() {
    assertThat(EndpointScanner.scan(Vms.class, RpcMethod.class))
        .extracting(found -> found.method().getName())
        .containsExactlyInAnyOrder("save", "all", "first", "larger", "forget", "touch");
    assertThat(EndpointScanner.scan(Vms.class, RpcMethod.class))
        .noneMatch(found -> found.method().isSynthetic())
        .noneMatch(
            found -> Arrays.asList(found.method().getParameterTypes()).contains(String.class));
    assertThat(family("larger").annotation(RpcMethod.class).orElseThrow().value())
        .isEqualTo("pair");
    assertThat(EndpointScanner.style(family("all"))).isEqualTo(Style.BLOCKING);
  }

  @Test
  void theNameOfAnArgumentIsInheritedAsWell() {
    assertThat(family("save").annotation(0, Arg.class).orElseThrow().value()).isEqualTo("key");
    assertThat(family("save").annotation(1, Arg.class)).isEmpty();
  }

  @Test
  void typeParametersAreReplacedByTheirArguments() {
    assertThat(family("save").parameterTypes()).containsExactly(Integer.class, Vm.class);
    assertThat(family("touch").parameterTypes()).containsExactly(Vm.class);
    assertThat(family("first").returnType()).isEqualTo(Vm.class);
    assertThat(family("first").parameterTypes().get(0).getTypeName())
        .isEqualTo(new TypeRef<List<Vm>>() {}.type().getTypeName());
    Type filter = MethodFamily.of(VmStore.class, declared("all")).parameterTypes().get(0);
    assertThat(filter.getTypeName()).isEqualTo("java.util.Map<N, " + Vm.class.getName() + "[]>");
  }

  private static MethodFamily family(String name) {
    return EndpointScanner.scan(Vms.class, RpcMethod.class).stream()
        .map(EndpointScanner.Found::family)
        .filter(one -> one.method().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Method declared(String name) {
    return Arrays.stream(Store.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
