package dev.fjord.embedded.artemis;

import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** Lets in who has the right password, and lets them do everything. */
final class KnownUsers implements ActiveMQSecurityManager {
  private final Map<String, String> passwords;

  KnownUsers(Map<String, String> passwords) {
    this.passwords = Map.copyOf(passwords);
  }

  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    return user != null && password != null && password.equals(passwords.get(user));
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
    return validateUser(user, password);
  }
}
