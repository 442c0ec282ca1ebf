package dev.fjord.notify;

import dev.fjord.EndpointException;
import dev.fjord.endpoint.BoundMethod;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.endpoint.Returned;
import dev.fjord.spi.EndpointMethod;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A method that takes notifications.
 *
 * @param description its names and style
 * @param priorities those it wants
 * @param target calls it
 * @param returnsStage whether it is declared to return a stage
 */
record ListeningMethod(
    EndpointMethod description,
    Set<Priority> priorities,
    BoundMethod target,
    boolean returnsStage) {

  static ListeningMethod of(
      Object endpoint, EndpointScanner.Found<OnNotification> found, MethodHandles.Lookup lookup) {
    Method method = found.method();
    String name = EndpointScanner.name(method);
    if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != Notification.class) {
      throw new EndpointException(name + " must take one parameter, a Notification");
    }
    Returned returned = Returned.of(found.family());
    if (!isResult(returned.value())) {
      throw new EndpointException(
          name + " must return nothing, a NotificationResult, or a CompletionStage of either");
    }
    if (found.annotation().value().length == 0) {
      throw new EndpointException(name + " names no priority, so it would never be called");
    }
    return new ListeningMethod(
        new EndpointMethod(
            method.getName(),
            name,
            EndpointScanner.style(found.family()),
            EndpointScanner.limit(found.family())),
        EnumSet.copyOf(List.of(found.annotation().value())),
        BoundMethod.of(endpoint, method, lookup),
        returned.form() != Returned.Form.VALUE);
  }

  private static boolean isResult(Type type) {
    return type == void.class || type == Void.class || type == NotificationResult.class;
  }
}
