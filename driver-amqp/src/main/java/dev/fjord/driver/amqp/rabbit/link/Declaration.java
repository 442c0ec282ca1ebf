package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.Method;
import java.util.List;

/**
 * What must exist before a message can be published; carried out once for each connection.
 *
 * @param key by which it is known
 * @param methods what is to be done, in order; empty if nothing
 */
public record Declaration(String key, List<Method> methods) {
  /** Nothing is to be declared. */
  public static final Declaration NONE = new Declaration("", List.of());
}
