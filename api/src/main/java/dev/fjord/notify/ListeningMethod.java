package dev.fjord.notify;

import dev.fjord.EndpointException;
import dev.fjord.endpoint.BoundMethod;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.endpoint.Returned;
import dev.fjord.spi.EndpointMethod;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method that takes notifications.
 *
 * @param description its names and style
 * @param priorities those it wants
 * @param target calls it
 * @param returnsStage whether it is declared to return a stage
 * @param takesBatches whether it takes a list
 * @param filter which notifications of these priorities it wants
 */
record ListeningMethod(
    EndpointMethod description,
    Set<Priority> priorities,
    BoundMethod target,
    boolean returnsStage,
    boolean takesBatches,
    NotificationFilter filter) {

  static ListeningMethod of(
      Object endpoint,
      EndpointScanner.Found<OnNotification> found,
      NotificationFilter filter,
      MethodHandles.Lookup lookup) {
    Method method = found.method();
    String name = EndpointScanner.name(method);
    List<Type> parameters = found.family().parameterTypes();
    Type parameter = parameters.size() == 1 ? parameters.get(0) : null;
    if (parameter != Notification.class && !isBatch(parameter)) {
      throw new EndpointException(
          name + " must take one parameter, a Notification, or for batches a List<Notification>");
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
        EndpointScanner.describe(method.getName(), found.family()),
        EnumSet.copyOf(List.of(found.annotation().value())),
        BoundMethod.of(endpoint, method, lookup),
        returned.form() != Returned.Form.VALUE,
        isBatch(parameter),
        filter);
  }

  /** What it says of those notifications of a batch that it wants; handled if it wants none. */
  @Nullable Object take(List<Notification> batch) throws Throwable {
    List<Notification> wanted = filter.wanted(batch);
    if (wanted.isEmpty()) {
      return NotificationResult.HANDLED;
    }
    return target.invoke(new Object[] {takesBatches ? wanted : wanted.get(0)});
  }

  private static boolean isBatch(@Nullable Type parameter) {
    return parameter instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] == Notification.class;
  }

  private static boolean isResult(Type type) {
    return type == void.class || type == Void.class || type == NotificationResult.class;
  }
}
