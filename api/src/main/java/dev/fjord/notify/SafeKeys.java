package dev.fjord.notify;

import dev.fjord.MessageContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps some keys of a context. */
final class SafeKeys implements ContextRedaction {
  static final ContextRedaction ONLY =
      new SafeKeys(
          Set.of(
              "user_id",
              "project_id",
              "domain_id",
              "user_domain_id",
              "project_domain_id",
              "is_admin",
              "request_id",
              "roles",
              "user_name",
              "project_name",
              "domain_name",
              "user_domain_name",
              "project_domain_name",
              "service_user_id",
              "service_user_domain_id",
              "service_user_domain_name",
              "service_project_id",
              "service_project_name",
              "service_project_domain_id",
              "service_project_domain_name",
              "service_roles",
              "global_request_id",
              "system_scope",
              "user",
              "domain",
              "user_domain",
              "project_domain"));

  private final Set<String> keys;

  SafeKeys(Set<String> keys) {
    this.keys = Set.copyOf(keys);
  }

  @Override
  public MessageContext redact(MessageContext context) {
    if (keys.containsAll(context.asMap().keySet())) {
      return context;
    }
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(context.asMap());
    kept.keySet().retainAll(keys);
    return MessageContext.of(kept);
  }
}
