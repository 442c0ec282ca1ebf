package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fjord.BlockingCallOnLoopException;
import dev.fjord.EndpointException;
import dev.fjord.FjordConfig;
import dev.fjord.FjordException;
import dev.fjord.InvalidTargetException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.endpoint.BoundMethod;
import dev.fjord.spi.CompiledClasses;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());

  @TempDir Path folder;

  static final class Clash {
    @RpcMethod
    void m(int a) {}

    @RpcMethod
    void m(String a) {}
  }

  static final class Twice {
    @RpcMethod
    void m(MessageContext a, MessageContext b) {}
  }

  static final class SameArgument {
    @RpcMethod
    void m(@Arg("x") int a, @Arg("x") int b) {}
  }

  static final class Nothing {
    void m() {}
  }

  @Endpoint(version = "1")
  static final class BadVersion {
    @RpcMethod
    void m() {}
  }

  @Endpoint(version = "3.2", namespace = "deep")
  interface Described {}

  interface MoreDescribed extends Described {}

  static final class Describing implements MoreDescribed {
    @RpcMethod
    void m() {}
  }

  @Test
  void anEndpointThatCannotBeServedSaysWhatToDo() {
    assertThatThrownBy(() -> served(new Clash()))
        .isInstanceOf(EndpointException.class)
        .hasMessageContaining("are called 'm'")
        .hasMessageContaining("give one another @RpcMethod name");
    assertThatThrownBy(() -> served(new Twice()))
        .hasMessage("Twice.m takes the same argument, or the context, twice");
    assertThatThrownBy(() -> served(new SameArgument()))
        .hasMessageContaining("takes the same argument");
    assertThatThrownBy(() -> served(new Nothing()))
        .hasMessageContaining("has no method marked @RpcMethod");
    assertThatThrownBy(() -> served(new BadVersion()))
        .hasMessageContaining("has version '1'; write major.minor");
  }

  @Test
  void anInterfaceOfAnInterfaceMayDescribeAnEndpoint() {
    assertThat(served(new Describing()).version()).isEqualTo("3.2");
    assertThat(served(new Describing()).serves("deep", "3.1")).isTrue();
  }

  @Test
  void parametersWithoutNamesAreRefusedUnlessNamed() throws Exception {
    Path classes =
        CompiledClasses.compile(
            folder,
            Map.of(
                "app/Unnamed.java",
                "package app; public class Unnamed { @dev.fjord.rpc.RpcMethod public void m(int a) {} }",
                "app/Named.java",
                "package app; public class Named { @dev.fjord.rpc.RpcMethod public void m(@dev.fjord.rpc.Arg(\"a\") int x, dev.fjord.MessageContext c) {} }"));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, Arg.class.getClassLoader())) {
      Object unnamed = loader.loadClass("app.Unnamed").getConstructor().newInstance();
      Object named = loader.loadClass("app.Named").getConstructor().newInstance();

      assertThatThrownBy(() -> served(unnamed))
          .hasMessage(
              "Unnamed.m has parameters without names: compile with -parameters, or name each with @Arg");
      assertThat(served(named).methods()).containsOnlyKeys("m");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reactor.core.publisher.Mono, There is no adapter of the return type, fjord-adapter-reactor",
    "io.smallrye.mutiny.Uni, There is no adapter of the return type, fjord-adapter-mutiny",
    "io.smallrye.mutiny.Multi, M.m returns a Multi, return a CompletionStage",
    "org.reactivestreams.Publisher, M.m returns a Publisher, return a CompletionStage",
  })
  void aTypeThatComesLaterIsRefusedWithoutItsAdapter(String type, String what, String todo)
      throws Exception {
    int dot = type.lastIndexOf('.');
    Path classes =
        CompiledClasses.compile(
            folder,
            Map.of(
                type.replace('.', '/') + ".java",
                "package "
                    + type.substring(0, dot)
                    + "; public interface "
                    + type.substring(dot + 1)
                    + "<T> {}",
                "app/M.java",
                "package app; public class M { @dev.fjord.rpc.RpcMethod public "
                    + type
                    + "<String> m() { return null; } }"));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, Arg.class.getClassLoader())) {
      Object endpoint = loader.loadClass("app.M").getConstructor().newInstance();
      assertThatThrownBy(() -> served(endpoint))
          .isInstanceOf(FjordException.class)
          .hasMessageContaining(what)
          .hasMessageContaining(todo);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"opens app to dev.fjord.api;", ""})
  void anEndpointOfANamedModuleMustBeOpen(String opens) throws Exception {
    // The build runs tests on the module path; on the class path nothing is closed.
    assumeTrue(Arg.class.getModule().isNamed());
    Class<?> entry =
        CompiledClasses.entryOfModule(
            folder,
            Map.of(
                "module-info.java",
                "module app { requires dev.fjord.api; exports entry; " + opens + " }",
                "entry/Entry.java",
                "package entry; public class Entry { public static Object make() { return new app.Service(); }"
                    + " public static java.lang.invoke.MethodHandles.Lookup lookup() { return app.Service.lookup(); } }",
                "app/Service.java",
                "package app; public class Service { @dev.fjord.rpc.RpcMethod String m() { return \"here\"; }"
                    + " public static java.lang.invoke.MethodHandles.Lookup lookup() { return java.lang.invoke.MethodHandles.lookup(); } }"));
    Object service = entry.getMethod("make").invoke(null);
    MethodHandles.Lookup lookup = (MethodHandles.Lookup) entry.getMethod("lookup").invoke(null);

    // A look-up of the application's always does.
    assertThat(ServedEndpoint.of(service, CODEC, CODEC, lookup).methods().get("m").target())
        .isInstanceOf(BoundMethod.class);
    if (opens.isEmpty()) {
      assertThatThrownBy(() -> served(service))
          .isInstanceOf(EndpointException.class)
          .hasMessage(
              "Service.m cannot be reached: add 'opens app to dev.fjord.api;' to module app, or"
                  + " register the endpoint with a MethodHandles.Lookup of its own");
    } else {
      assertThat(served(service).methods()).containsOnlyKeys("m");
    }
  }

  @Test
  void aServerNeedsAnEndpointATopicAndAName() {
    ScriptedDriver driver = new ScriptedDriver();
    try (Transport transport = driver.open()) {
      assertThatThrownBy(() -> RpcServer.builder(transport, Target.topic("t").server("s")).start())
          .isInstanceOf(EndpointException.class);
      for (Target target : List.of(Target.topic("t"), Target.empty().server("s"))) {
        assertThatThrownBy(
                () -> RpcServer.builder(transport, target).endpoint(new Describing()).start())
            .isInstanceOf(InvalidTargetException.class)
            .hasMessageContaining("Target.topic(topic).server(name)");
      }
      assertThatThrownBy(
              () ->
                  RpcServer.builder(transport, Target.topic("t").server("s"))
                      .endpoint(new Describing())
                      .executor("none")
                      .start())
          .hasMessageContaining("There is no executor 'none'");
      EventLoop.on(Runnable::run)
          .execute(
              () ->
                  assertThatThrownBy(
                          () ->
                              RpcServer.builder(transport, Target.topic("t").server("s"))
                                  .endpoint(new Describing())
                                  .start())
                      .isInstanceOf(BlockingCallOnLoopException.class),
              e -> {});
    }
    assertThat(driver.listeners).isEmpty();
  }

  private static ServedEndpoint served(Object endpoint) {
    return ServedEndpoint.of(endpoint, CODEC, CODEC, MethodHandles.lookup());
  }
}
