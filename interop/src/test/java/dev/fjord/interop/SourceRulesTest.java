package dev.fjord.interop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What the sources of all modules do without. Tests and benchmarks are not looked at. */
class SourceRulesTest {
  private static final String CLI = "dev.fjord.cli..";
  private static final String TIMERS = "dev.fjord.spi.Timers";

  private static final Set<Class<?>> CLOCKS =
      Set.of(
          Clock.class,
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class);

  @Test
  void noClassIsFoundByItsName() {
    OurClasses.check(noClasses().should().accessTargetWhere(method("forName", Class.class)));
  }

  @Test
  void nothingIsDeserializedByTheSendersChoiceOfClass() {
    OurClasses.check(
        noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class));
    OurClasses.check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo"));
    OurClasses.check(
        noClasses()
            .should()
            .accessTargetWhere(
                describe(
                    "a method turns default typing on",
                    access -> access.getTarget().getName().startsWith("activateDefaultTyping"))));
  }

  @Test
  void onlyTheTimersReadAClock() {
    OurClasses.check(
        noClasses()
            .that(not(partOfTimers()))
            .and()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessTargetWhere(
                method("nanoTime", System.class)
                    .or(method("currentTimeMillis", System.class))
                    .or(readsWallClock())));
  }

  @Test
  void nobodySleeps() {
    OurClasses.check(noClasses().should().accessTargetWhere(method("sleep", Thread.class)));
  }

  @Test
  void onlyTheCommandLinePrints() {
    OurClasses.check(
        noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessTargetWhere(
                describe(
                    "printStackTrace() is called",
                    access ->
                        access.getTarget().getName().equals("printStackTrace")
                            && access.getTargetOwner().isAssignableTo(Throwable.class))));
  }

  @Test
  void namesSayWhatAClassIs() {
    OurClasses.check(
        noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Managers?|Common)(\\$.*)?"));
  }

  @Test
  void noStateIsStatic() {
    OurClasses.check(fields().that().areStatic().should().beFinal());
    OurClasses.check(
        fields()
            .that()
            .areStatic()
            .and(describe("are written in the source", SourceRulesTest::isWritten))
            .should()
            .notHaveRawType(
                describe(
                    "something that changes",
                    type ->
                        Set.of(
                                AtomicBoolean.class,
                                AtomicInteger.class,
                                AtomicLong.class,
                                AtomicReference.class,
                                LongAdder.class,
                                ConcurrentMap.class,
                                Executor.class)
                            .stream()
                            .anyMatch(type::isAssignableTo))));
  }

  private static boolean isWritten(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  /** Also through a method reference. */
  private static DescribedPredicate<JavaAccess<?>> method(String name, Class<?> owner) {
    return describe(
        owner.getSimpleName() + "." + name + "() is called",
        access ->
            access.getTarget().getName().equals(name)
                && access.getTargetOwner().isEquivalentTo(owner));
  }

  private static DescribedPredicate<JavaAccess<?>> readsWallClock() {
    return describe(
        "the wall clock is read",
        access ->
            CLOCKS.stream().anyMatch(access.getTargetOwner()::isEquivalentTo)
                && (access.getTarget().getName().equals("now")
                    || access.getTarget().getName().startsWith("system")));
  }

  private static DescribedPredicate<JavaClass> partOfTimers() {
    return describe(
        "are part of the timers",
        type -> {
          for (Optional<JavaClass> at = Optional.of(type);
              at.isPresent();
              at = at.get().getEnclosingClass()) {
            if (at.get().isAssignableTo(TIMERS)) {
              return true;
            }
          }
          return false;
        });
  }
}
