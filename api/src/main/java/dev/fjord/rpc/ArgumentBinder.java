package dev.fjord.rpc;

import dev.fjord.Escaped;
import dev.fjord.InvalidArgumentsException;
import dev.fjord.MessageContext;
import dev.fjord.SerializationException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.endpoint.MethodFamily;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Serializer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the arguments of a request into those of a method. Thread-safe. */
final class ArgumentBinder {
  /** What becomes of an argument that no parameter takes. */
  private enum Unknown {
    REFUSED,
    IGNORED
  }

  private final String javaName;
  private final List<ParameterSlot> slots;
  private final JsonCodec codec;
  private final Serializer serializer;
  private final Unknown unknown;
  private final boolean takesCall;

  private ArgumentBinder(
      String javaName,
      List<ParameterSlot> slots,
      JsonCodec codec,
      Serializer serializer,
      Unknown unknown) {
    this.javaName = javaName;
    this.slots = slots;
    this.codec = codec;
    this.serializer = serializer;
    this.unknown = unknown;
    this.takesCall = slots.stream().anyMatch(slot -> slot.kind() == ParameterSlot.Kind.CALL);
  }

  static ArgumentBinder of(MethodFamily family, JsonCodec codec, Serializer serializer) {
    return new ArgumentBinder(
        family.name(), ParameterSlot.of(family), codec, serializer, Unknown.REFUSED);
  }

  /** A copy that ignores arguments which no parameter takes. */
  ArgumentBinder takingAny() {
    return new ArgumentBinder(javaName, slots, codec, serializer, Unknown.IGNORED);
  }

  /** Whether a parameter takes what is known of the request. */
  boolean takesCall() {
    return takesCall;
  }

  /** What makes objects of JSON, and contexts of what travelled. */
  Serializer serializer() {
    return serializer;
  }

  /**
   * The arguments in the order of the parameters. User constructors may run.
   *
   * @param context for the parameters that take one
   * @param call must be there if {@link #takesCall}
   * @throws InvalidArgumentsException if a name is unknown or missing, or a value does not fit
   */
  @Nullable Object[] bind(
      MessageContext context, @Nullable CallContext call, @Nullable JsonText args) {
    Payload named = args == null ? Payload.builder().build() : fields(args);
    @Nullable Object[] bound = new Object[slots.size()];
    int taken = 0;
    for (int i = 0; i < bound.length; i++) {
      ParameterSlot slot = slots.get(i);
      if (slot.kind() == ParameterSlot.Kind.CONTEXT) {
        bound[i] = context;
      } else if (slot.kind() == ParameterSlot.Kind.CALL) {
        bound[i] = call;
      } else {
        Optional<JsonText> value = named.field(slot.name());
        taken += value.isPresent() ? 1 : 0;
        bound[i] = value.isPresent() ? read(slot, value.get()) : missing(slot);
      }
    }
    if (unknown == Unknown.REFUSED && taken < named.size()) {
      refuseUnknown(named);
    }
    return bound;
  }

  private Payload fields(JsonText args) {
    if (args.array()[args.offset()] != '{') {
      throw new InvalidArgumentsException(javaName + " takes its arguments by name, in an object");
    }
    return codec.readFields(args);
  }

  private @Nullable Object read(ParameterSlot slot, JsonText value) {
    try {
      Object read = serializer.read(value, slot.type());
      return read == null && slot.isOptional() ? Optional.empty() : read;
    } catch (SerializationException e) {
      throw new InvalidArgumentsException(
          "argument '"
              + slot.name()
              + "' of "
              + javaName
              + ": "
              + Escaped.text(String.valueOf(e.getMessage())));
    }
  }

  private Object missing(ParameterSlot slot) {
    if (slot.isOptional()) {
      return Optional.empty();
    }
    throw new InvalidArgumentsException(
        javaName + " is missing its required argument '" + slot.name() + "'");
  }

  private void refuseUnknown(Payload named) {
    for (String name : named.names()) {
      if (slots.stream().noneMatch(slot -> slot.takes(name))) {
        throw new InvalidArgumentsException(
            javaName + " got an unexpected argument '" + Escaped.text(name) + "'");
      }
    }
  }
}
