package dev.fjord.spi;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;

/** Classes from sources that a test writes. */
public final class CompiledClasses {
  private CompiledClasses() {}

  /** Compiles sources by file name into a folder, without names of parameters. */
  public static Path compile(Path folder, Map<String, String> sources) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    String api = location(Driver.class);
    arguments.addAll(
        sources.containsKey("module-info.java")
            ? List.of("--module-path", System.getProperty("jdk.module.path"))
            : List.of("-classpath", api));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    int failed =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(new String[0]));
    if (failed != 0) {
      throw new IOException("The sources of the test do not compile");
    }
    return classes;
  }

  /**
   * Compiles a module called {@code app}, which may require what the tests run with, and returns
   * its class {@code entry.Entry}. Only where tests run on the module path.
   */
  public static Class<?> entryOfModule(Path folder, Map<String, String> sources)
      throws IOException, ClassNotFoundException {
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(compile(folder, sources)), ModuleFinder.of(), Set.of("app"));
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(configuration, Driver.class.getClassLoader())
        .findLoader("app")
        .loadClass("entry.Entry");
  }

  private static String location(Class<?> type) {
    return Path.of(
            java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
