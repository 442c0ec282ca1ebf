package dev.fjord.notify.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code ***} in the place of secrets: of what stands under a key that sounds like one,
 * anywhere in a value, and of what looks like {@code password=…} or {@code "token": "…"} inside of
 * texts. The keys are those of oslo.utils. Immutable and thread-safe.
 */
final class SecretMask {
  private static final String MASK = "***";

  /** A longer text that mentions a key is masked as a whole: searching it would take too long. */
  private static final int LONGEST_TEXT = 10_000;

  /** What else oslo.utils has, such as {@code admin_password}, contains one of these. */
  private static final List<String> KEYS =
      List.of(
          "adminpass",
          "admin_pass",
          "password",
          "auth_token",
          "new_pass",
          "secret",
          "sys_pswd",
          "token",
          "configdrive",
          "encrypted_key",
          "private_key",
          "fernetkey",
          "sslkey",
          "passphrase",
          "cephclusterfsid",
          "octaviaheartbeatkey",
          "rabbitcookie",
          "cephmanilaclientkey",
          "pacemakerremoteauthkey",
          "designaterndckey",
          "cephadminkey",
          "heatauthencryptionkey",
          "cephclientkey",
          "keystonecredential",
          "barbicansimplecryptokek",
          "cephrgwkey",
          "swifthashsuffix",
          "migrationsshkey",
          "cephmdskey",
          "cephmonkey");

  /** The key, with what may follow it, as a word before a value. */
  private static final String NAMED = "(?:" + String.join("|", KEYS) + ")\\w*";

  private static final List<Pattern> IN_TEXT =
      List.of(
          pattern("(" + NAMED + "[\"']?\\s*[=:]\\s*u?\")[^\"]*"),
          pattern("(" + NAMED + "[\"']?\\s*[=:]\\s*u?')[^']*"),
          pattern("(" + NAMED + "\\s*[=:]\\s*)[^\\s\"',;&]+"),
          pattern("(--" + NAMED + "\\s+)[^\\s\"'=]+"),
          pattern("(<" + NAMED + ">)[^<]*"));

  @Nullable Object masked(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> masked(map);
      case List<?> list -> masked(list);
      case String text -> masked(text);
      default -> value;
    };
  }

  private Map<String, @Nullable Object> masked(Map<?, ?> map) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          // As oslo.utils does, a map is looked into also under such a key.
          all.put(name, isSecret(name) && !(value instanceof Map<?, ?>) ? MASK : masked(value));
        });
    return all;
  }

  private List<@Nullable Object> masked(List<?> list) {
    List<@Nullable Object> all = new ArrayList<>(list.size());
    list.forEach(item -> all.add(masked(item)));
    return all;
  }

  private static String masked(String text) {
    if (!isSecret(text)) {
      return text;
    }
    if (text.length() > LONGEST_TEXT) {
      return MASK;
    }
    String masked = text;
    for (Pattern pattern : IN_TEXT) {
      masked = pattern.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
    }
    return masked;
  }

  private static boolean isSecret(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return KEYS.stream().anyMatch(lower::contains);
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
