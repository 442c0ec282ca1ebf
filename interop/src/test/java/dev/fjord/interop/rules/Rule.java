package dev.fjord.interop.rules;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names the rules of the wire that a test proves, by their ids in {@code rules.txt}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("compatibility")
@ExtendWith(RuleOutcomes.class)
public @interface Rule {
  /** The ids. */
  String[] value();
}
