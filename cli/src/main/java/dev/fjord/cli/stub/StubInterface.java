package dev.fjord.cli.stub;

/**
 * Which requests a stub serves: those of its namespace whose version is compatible.
 *
 * @param namespace the namespace, empty text for none
 * @param version the version implemented, {@code major.minor}
 */
public record StubInterface(String namespace, String version) {
  /** Checks that the version is one. */
  public StubInterface {
    int ignored = minor(version);
  }

  /** The same major version, and no newer a minor one than is implemented. */
  boolean serves(String wantedNamespace, String wantedVersion) {
    try {
      return namespace.equals(wantedNamespace)
          && major(wantedVersion).equals(major(version))
          && minor(wantedVersion) <= minor(version);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String major(String version) {
    return parts(version)[0];
  }

  private static int minor(String version) {
    return Integer.parseInt(parts(version)[1]);
  }

  private static String[] parts(String version) {
    if (!version.matches("\\d{1,9}\\.\\d{1,9}(\\.\\d{1,9})?")) {
      throw new IllegalArgumentException("A version is major.minor, such as 1.0, not " + version);
    }
    return version.split("\\.", -1);
  }
}
