package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.EndpointException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.transport.Transport;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("unused")
class ServedInterfaceTest {
  record Vm(String name) {}

  record Machine(String name) {}

  enum Size {
    LARGE
  }

  @Endpoint(version = "1.4", namespace = "compute")
  interface Compute {
    CompletionStage<Integer> cpus(MessageContext context, String vm);

    @Since("1.4")
    void resize(String vm, int cpus);

    Machine find(OffsetDateTime since, Map<String, List<Integer>> filter, Size size);
  }

  @Endpoint(version = "1.5", namespace = "compute")
  static final class Good {
    @RpcMethod
    public int cpus(String vm, Optional<Boolean> exact) {
      return 1;
    }

    @RpcMethod
    public CompletionStage<Long> resize(String vm, long cpus, MessageContext context) {
      throw new UnsupportedOperationException();
    }

    @RpcMethod
    public Vm find(String since, Map<String, List<Double>> filter, String size) {
      return new Vm("");
    }
  }

  @Endpoint(version = "1.4", namespace = "compute")
  static final class Bad {
    @RpcMethod
    public String cpus(List<String> vm, String why) {
      return "";
    }

    public void resize(String vm, int cpus) {}
  }

  @Endpoint(version = "1.3", namespace = "compute")
  static final class Older {
    @RpcMethod
    public int cpus(String vm) {
      return 1;
    }
  }

  interface Plain {
    void m();
  }

  @Test
  void anEndpointThatServesAllOfAnInterfaceHasNoMismatches() {
    assertThat(ServedInterface.of(Good.class).mismatches(Compute.class)).isEmpty();
    ServedInterface.of(Older.class, Good.class).require(Compute.class);
  }

  @Test
  void everythingThatDoesNotFitIsFoundAtOnce() {
    List<Mismatch> found = ServedInterface.of(Bad.class).mismatches(Compute.class);
    assertThat(found)
        .extracting(Mismatch::kind)
        .containsExactlyInAnyOrder(
            Mismatch.Kind.ARGUMENT_TYPE,
            Mismatch.Kind.MISSING_ARGUMENT,
            Mismatch.Kind.RESULT_TYPE,
            Mismatch.Kind.NOT_EXPOSED,
            Mismatch.Kind.MISSING_METHOD);
    assertThatExceptionOfType(IncompatibleInterfaceException.class)
        .isThrownBy(() -> ServedInterface.of(Bad.class).require(Compute.class))
        .satisfies(e -> assertThat(e.mismatches()).isEqualTo(found))
        .withMessageContaining("Compute.resize: Bad.resize is there, and callers cannot reach it")
        .withMessageContaining("Compute.cpus: does not send 'why'")
        .withMessageContaining(
            "Compute.find: no endpoint of its namespace and version has a method 'find'; there are"
                + " [cpus]");
  }

  @Test
  void versionsAndNamespacesAreComparedForEachMethod() {
    assertThat(ServedInterface.of(Older.class).mismatches(Compute.class))
        .hasSize(3)
        .allMatch(mismatch -> mismatch.kind() == Mismatch.Kind.VERSION)
        .first()
        .hasToString(
            "Compute.cpus: asks for version 1.4, and the endpoints of namespace 'compute'"
                + " implement [1.3]");
    assertThat(ServedInterface.of(Good.class).mismatches(Plain.class))
        .singleElement()
        .hasToString("Plain.m: no endpoint serves no namespace; served are [namespace 'compute']");
  }

  @Test
  void aServerThatDoesNotServeWhatItPromisesDoesNotStart() {
    ScriptedDriver driver = new ScriptedDriver();
    try (Transport transport = driver.open()) {
      RpcServer.Builder builder =
          RpcServer.builder(transport, Target.topic("t").server("s"))
              .endpoint(new Bad())
              .serves(Compute.class);
      assertThatThrownBy(builder::start).isInstanceOf(IncompatibleInterfaceException.class);
      assertThat(driver.listeners).isEmpty();
      assertThat(builder.served().endpoints().get(0).methods())
          .extracting(MethodDescription::toString)
          .containsExactly(
              "java.lang.String cpus(java.util.List<java.lang.String> vm, java.lang.String why)");
      // What a policy opens counts, and so does what a target says.
      Target as = Target.empty().namespace("compute").version("1.9");
      assertThat(
              RpcServer.builder(transport, Target.topic("t").server("s"))
                  .endpoint(new Bad(), as)
                  .access(AccessPolicy.legacy())
                  .served()
                  .mismatches(Compute.class))
          .extracting(Mismatch::kind)
          .doesNotContain(Mismatch.Kind.NOT_EXPOSED);
    }
  }

  @Test
  void whatIsNoInterfaceIsRefused() {
    assertThatThrownBy(() -> ServedInterface.of(Good.class).mismatches(Good.class))
        .isInstanceOf(EndpointException.class)
        .hasMessageContaining("is no interface");
  }

  static final class Types {
    int number;
    Long large;
    double decimal;
    String text;
    Size size;
    boolean flag;
    Object any;
    int[] numbers;
    List<Long> list;
    List<String> texts;
    Map<String, Integer> map;
    Vm vm;
    Optional<Integer> maybe;
    List<? extends Number> wild;
  }

  @ParameterizedTest
  @CsvSource({
    "number, large, true",
    "large, number, false",
    "number, decimal, true",
    "decimal, number, false",
    "text, number, false",
    "size, text, true",
    "flag, text, false",
    "any, number, true",
    "number, any, true",
    "numbers, list, true",
    "list, numbers, false",
    "list, texts, false",
    "list, wild, true",
    "map, vm, true",
    "vm, list, false",
    "number, maybe, true",
    "maybe, large, true",
    "text, maybe, false",
  })
  void aTypeFitsAnotherWhoseJsonCanHoldIt(String from, String to, boolean fits) throws Exception {
    assertThat(shape(from).fits(shape(to))).isEqualTo(fits);
  }

  private static JsonShape shape(String field) throws NoSuchFieldException {
    return JsonShape.of(Types.class.getDeclaredField(field).getGenericType());
  }
}
