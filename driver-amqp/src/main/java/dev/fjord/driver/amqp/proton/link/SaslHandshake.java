package dev.fjord.driver.amqp.proton.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fjord.Escaped;
import dev.fjord.HostAddress;
import dev.fjord.driver.amqp.proton.config.SaslSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.SaslListener;
import org.apache.qpid.proton.engine.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Shows the broker who this client is: with the first mechanism that both sides allow. Confined to
 * the loop.
 */
final class SaslHandshake implements SaslListener {
  private final List<String> allowed;
  private final String user;
  private final String password;
  private @Nullable Loss failure;

  private SaslHandshake(List<String> allowed, String user, String password) {
    this.allowed = allowed;
    this.user = user;
    this.password = password;
  }

  /** What to do at a host; empty if nothing was said about who this is. */
  static Optional<SaslHandshake> at(HostAddress host, SaslSettings settings) {
    String user = host.user().orElse("");
    List<String> allowed = settings.mechanisms();
    if (allowed.isEmpty() && user.isEmpty()) {
      return Optional.empty();
    }
    if (!user.isEmpty() && !settings.defaultRealm().isEmpty() && user.indexOf('@') < 0) {
      user = user + "@" + settings.defaultRealm();
    }
    return Optional.of(
        new SaslHandshake(
            allowed.isEmpty() ? List.of("PLAIN") : allowed, user, host.password().orElse("")));
  }

  /** Takes part in a connection that has not begun. */
  void begin(Transport transport) {
    Sasl sasl = transport.sasl();
    sasl.client();
    sasl.setListener(this);
  }

  /** Why the broker does not let this client in, if that is known. */
  Optional<Loss> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void onSaslMechanisms(Sasl sasl, Transport transport) {
    List<String> offered = List.of(sasl.getRemoteMechanisms());
    String chosen = allowed.stream().filter(offered::contains).findFirst().orElse("");
    switch (chosen) {
      case "PLAIN" -> choose(sasl, chosen, ("\0" + user + "\0" + password).getBytes(UTF_8));
      case "ANONYMOUS", "EXTERNAL" -> choose(sasl, chosen, new byte[0]);
      default ->
          failure =
              Loss.refused(
                  "the broker offers the SASL mechanisms "
                      + Escaped.text(Arrays.toString(sasl.getRemoteMechanisms()))
                      + ", this client allows "
                      + allowed
                      + ": set sasl_mechanisms, or a user name in the transport URL");
    }
  }

  /** The engine's own plain() asserts that the broker offers one mechanism alone. */
  private static void choose(Sasl sasl, String mechanism, byte[] response) {
    sasl.setMechanisms(mechanism);
    sasl.send(response, 0, response.length);
  }

  @Override
  public void onSaslOutcome(Sasl sasl, Transport transport) {
    failure =
        switch (sasl.getOutcome()) {
          case PN_SASL_OK -> null;
          case PN_SASL_AUTH -> Loss.refused("the broker refused the user or password");
          case PN_SASL_TEMP -> Loss.passing("the broker cannot check users for now");
          default -> Loss.refused("SASL failed: " + sasl.getOutcome());
        };
  }

  @Override
  public void onSaslInit(Sasl sasl, Transport transport) {
    // A server's part.
  }

  @Override
  public void onSaslChallenge(Sasl sasl, Transport transport) {
    // None of the mechanisms has one; an empty answer lets the broker decide.
    sasl.send(new byte[0], 0, 0);
  }

  @Override
  public void onSaslResponse(Sasl sasl, Transport transport) {
    // A server's part.
  }
}
