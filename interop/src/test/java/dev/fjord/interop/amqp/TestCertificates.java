package dev.fjord.interop.amqp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority, a server {@code localhost}, a client, and an authority that signed nothing: PEM
 * files in a directory, made with the JDK's own tool.
 */
final class TestCertificates {
  /** Of the store and of each key. */
  static final String PASSWORD = "changeit";

  private final Path directory;
  private final KeyStore keys;

  TestCertificates(Path directory) throws IOException, GeneralSecurityException {
    this.directory = directory;
    generate("ca", "-ext", "bc=ca:true");
    generate("other", "-ext", "bc=ca:true");
    generate("server", "-signer", "ca", "-ext", "san=dns:localhost");
    generate("client", "-signer", "ca");
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      keys.load(in, PASSWORD.toCharArray());
    }
  }

  /** The certificate of one of them. */
  Path certificate(String name) throws IOException, GeneralSecurityException {
    Certificate certificate = keys.getCertificate(name);
    return write(name + ".pem", "CERTIFICATE", certificate.getEncoded());
  }

  /** The private key of one of them. */
  Path key(String name) throws IOException, GeneralSecurityException {
    byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    return write(name + ".key", "PRIVATE KEY", key);
  }

  private void generate(String name, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "30",
                "-keystore",
                store().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("keytool failed for " + name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while keys were made", e);
    }
  }

  /** All of them with their keys, as PKCS12. */
  Path store() {
    return directory.resolve("keys.p12");
  }

  private Path write(String file, String kind, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        directory.resolve(file),
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
