package dev.fjord.codec;

import java.lang.reflect.InaccessibleObjectException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what to do where JSON cannot reach a type because its module keeps the package closed: what
 * the parser says of that names no module.
 */
final class ClosedPackage {
  private ClosedPackage() {}

  /** The package and its module with the directive that is missing; empty for any other failure. */
  static Optional<String> remedy(JacksonException failure) {
    return isNoAccess(failure)
        ? type(failure).filter(ClosedPackage::isClosed).map(ClosedPackage::told)
        : Optional.empty();
  }

  private static boolean isNoAccess(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof IllegalAccessException || at instanceof InaccessibleObjectException) {
        return true;
      }
    }
    return false;
  }

  /** The type that was being written or read when it failed. */
  private static Optional<Class<?>> type(JacksonException failure) {
    if (failure instanceof ValueInstantiationException made && made.getType() != null) {
      return Optional.of(made.getType().getRawClass());
    }
    List<JacksonException.Reference> path = failure.getPath();
    Object last = path.isEmpty() ? null : path.getLast().from();
    return last == null
        ? Optional.empty()
        : Optional.of(last instanceof Class<?> type ? type : last.getClass());
  }

  private static boolean isClosed(Class<?> type) {
    return !type.getModule().isOpen(type.getPackageName(), JsonMapper.class.getModule());
  }

  private static String told(Class<?> type) {
    Module jackson = JsonMapper.class.getModule();
    return type.getTypeName()
        + " cannot be reached: add 'opens "
        + type.getPackageName()
        + (jackson.isNamed() ? " to " + jackson.getName() : "")
        + ";' to module "
        + type.getModule().getName();
  }
}
