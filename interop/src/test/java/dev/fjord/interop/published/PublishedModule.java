package dev.fjord.interop.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A module whose jar users get: one of the build that is not kept from being deployed.
 *
 * @param directory where it is
 * @param artifact the name of its artifact
 */
record PublishedModule(Path directory, String artifact) {
  static final Path ROOT = Path.of("..");

  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(fjord-.+?)</artifactId>");
  private static final Pattern NOT_COMPARED =
      Pattern.compile("<exclude>(dev\\.fjord\\.[\\w.]+)</exclude>");
  private static final Pattern EXPORTS = Pattern.compile("exports ([\\w.]+)\\s*;");

  /** All of them but the list of versions itself. */
  static List<PublishedModule> all() {
    List<PublishedModule> all = new ArrayList<>();
    for (String name : matches(MODULE, text(ROOT.resolve("pom.xml")))) {
      Path directory = ROOT.resolve(name);
      String pom = text(directory.resolve("pom.xml"));
      if (!name.equals("bom") && !pom.contains("<maven.deploy.skip>true<")) {
        // What follows the parent is the module's own name.
        String own = pom.substring(Math.max(0, pom.indexOf("</parent>")));
        all.add(new PublishedModule(directory, matches(ARTIFACT, own).get(0)));
      }
    }
    return all;
  }

  /** The sources of the packages that it exports. */
  List<Path> exportedSources() {
    Path sources = sources();
    List<Path> files = new ArrayList<>();
    for (String exported : exports()) {
      try (Stream<Path> all = Files.list(sources.resolve(exported.replace('.', '/')))) {
        all.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** The packages that it does not export. */
  List<String> hiddenPackages() {
    return packages().stream().filter(name -> !exports().contains(name)).toList();
  }

  /** The packages that the build leaves out when it compares with the latest release. */
  static List<String> packagesNotCompared() {
    return matches(NOT_COMPARED, text(ROOT.resolve("pom.xml")));
  }

  /** All its packages, if it is for the class path only. */
  private List<String> exports() {
    Path descriptor = sources().resolve("module-info.java");
    return Files.exists(descriptor) ? matches(EXPORTS, text(descriptor)) : packages();
  }

  private List<String> packages() {
    Path sources = sources();
    try (Stream<Path> all = Files.walk(sources)) {
      return all.filter(file -> file.endsWith("package-info.java"))
          .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path sources() {
    return directory.resolve("src/main/java");
  }

  static List<String> artifactsIn(Path pom) {
    return matches(ARTIFACT, text(pom));
  }

  private static List<String> matches(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return artifact;
  }
}
