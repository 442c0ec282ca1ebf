package dev.fjord.benchmarks.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures depend on: the machine, and the versions of all that takes part. */
final class MachineFacts {
  private static final Pattern JAR = Pattern.compile("([a-zA-Z0-9._-]+?)-(\\d[^/]*)\\.jar");
  private static final List<String> SHOWN =
      List.of(
          "amqp-client",
          "grpc-core",
          "jackson-databind",
          "jmh-core",
          "netty-transport",
          "spring-rabbit",
          "vertx-core");

  private MachineFacts() {}

  static Map<String, String> gather() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("CPU", cpu());
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", memory());
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "JDK", System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"));
    facts.put("collector", "G1");
    facts.putAll(versions());
    facts.put("RabbitMQ", output("dpkg-query", "-W", "-f=${Version}", "rabbitmq-server"));
    facts.put("Erlang", output("dpkg-query", "-W", "-f=${Version}", "erlang-base"));
    facts.put(
        "oslo.messaging",
        output(
            System.getProperty("fjord.python", "/usr/bin/python3"),
            "-c",
            "import importlib.metadata as m; print(m.version('oslo.messaging'))"));
    return facts;
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path name = Path.of(entry).getFileName();
      Matcher jar = JAR.matcher(name == null ? "" : name.toString());
      if (jar.matches() && SHOWN.contains(jar.group(1))) {
        versions.merge(jar.group(1), jar.group(2), (one, other) -> one + " and " + other);
      }
    }
    return versions;
  }

  private static String cpu() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String memory() {
    long bytes =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalMemorySize();
    return (bytes >> 30) + " GiB";
  }

  private static String output(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "not installed" : text;
    } catch (IOException e) {
      return "not installed";
    }
  }
}
