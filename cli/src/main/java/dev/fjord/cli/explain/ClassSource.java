package dev.fjord.cli.explain;

import dev.fjord.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads the classes that the command line names, and runs nothing of them. */
public final class ClassSource implements AutoCloseable {
  private final URLClassLoader loader;
  private final String classPath;

  private ClassSource(List<URL> places, String classPath) {
    this.loader =
        new URLClassLoader(places.toArray(URL[]::new), ClassSource.class.getClassLoader());
    this.classPath = classPath;
  }

  /**
   * From a class path, empty for none but this program's own.
   *
   * @throws ConfigurationException if there is no such place
   */
  public static ClassSource of(String classPath) {
    List<URL> places = new ArrayList<>();
    for (String place : classPath.split(File.pathSeparator, -1)) {
      if (!place.isEmpty()) {
        Path path = Path.of(place);
        if (!Files.exists(path)) {
          throw new ConfigurationException("--class-path: there is no " + path);
        }
        try {
          places.add(path.toUri().toURL());
        } catch (MalformedURLException e) {
          throw new ConfigurationException("--class-path: " + path + " cannot be read", e);
        }
      }
    }
    return new ClassSource(places, classPath);
  }

  /**
   * Classes by their names, in order.
   *
   * @throws ConfigurationException if one of them is not there, or something that it needs
   */
  public List<Class<?>> named(List<String> names) {
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      try {
        classes.add(loader.loadClass(name));
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ConfigurationException(
            "There is no class "
                + name
                + " on "
                + (classPath.isEmpty() ? "the class path of this command" : classPath)
                + ", or something that it needs is not there ("
                + e.getMessage()
                + "). Give its full name, and --class-path with all that it needs",
            e);
      }
    }
    return classes;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
