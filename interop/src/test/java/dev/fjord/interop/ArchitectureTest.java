package dev.fjord.interop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that the sources of all modules keep. Tests and benchmarks are not looked at. */
class ArchitectureTest {
  private static final String ROOT = "dev.fjord";
  private static final String CLI = "dev.fjord.cli..";
  private static final String KIT = "dev.fjord.testing..";
  private static final String TIMERS = "dev.fjord.spi.Timers";

  private static final Set<Class<?>> CLOCKS =
      Set.of(
          Clock.class,
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class);

  private static JavaClasses ours;

  @BeforeAll
  static void importClasses() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          dev.fjord,             dev.fjord
          dev.fjord.telemetry,   dev.fjord dev.fjord.telemetry
          dev.fjord.spi..,       dev.fjord dev.fjord.telemetry dev.fjord.spi..
          dev.fjord.codec..,     dev.fjord dev.fjord.spi.. dev.fjord.codec..
          dev.fjord.transport.., dev.fjord dev.fjord.spi.. dev.fjord.codec.. dev.fjord.transport.. dev.fjord.telemetry
          dev.fjord.context..,   dev.fjord dev.fjord.context..
          dev.fjord.porting..,   dev.fjord dev.fjord.spi.. dev.fjord.porting..
          dev.fjord.guard..,     dev.fjord dev.fjord.spi.. dev.fjord.porting.. dev.fjord.guard.. dev.fjord.telemetry
          dev.fjord.endpoint..,  dev.fjord dev.fjord.spi.. dev.fjord.codec.. dev.fjord.transport.. dev.fjord.porting.. dev.fjord.guard.. dev.fjord.endpoint.. dev.fjord.context.. dev.fjord.telemetry
          dev.fjord.rpc..,       dev.fjord dev.fjord.spi.. dev.fjord.codec.. dev.fjord.transport.. dev.fjord.porting.. dev.fjord.endpoint.. dev.fjord.rpc.. dev.fjord.context.. dev.fjord.telemetry
          dev.fjord.notify..,    dev.fjord dev.fjord.spi.. dev.fjord.codec.. dev.fjord.transport.. dev.fjord.porting.. dev.fjord.endpoint.. dev.fjord.notify.. dev.fjord.context.. dev.fjord.telemetry
          """)
  void importsOfTheApiGoOneWay(String layer, String allowed) {
    check(
        classes()
            .that()
            .resideInAPackage(layer)
            .should()
            .onlyDependOnClassesThat(foreign().or(resideInAnyPackage(allowed.split(" ")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.fjord.executor.blocking..",
        "dev.fjord.executor.hybrid..",
        "dev.fjord.executor.async..",
        "dev.fjord.driver.fake..",
        "dev.fjord.driver.amqp..",
        "dev.fjord.embedded.artemis..",
        "dev.fjord.adapter.mutiny..",
        "dev.fjord.adapter.reactor..",
        "dev.fjord.notify.routing.."
      })
  void plugInsSeeOnlyThemselvesAndWhatIsMeantForThem(String plugIn) {
    check(
        classes()
            .that()
            .resideInAPackage(plugIn)
            .should()
            .onlyDependOnClassesThat(
                foreign()
                    .or(
                        resideInAnyPackage(
                            plugIn, "dev.fjord", "dev.fjord.spi..", "dev.fjord.codec.."))));
  }

  @Test
  void noPlugInSeesAnother() {
    // Also those that the list above does not know yet.
    for (String kind : new String[] {"executor", "driver", "adapter"}) {
      check(
          SlicesRuleDefinition.slices()
              .matching("dev.fjord." + kind + ".(*)..")
              .should()
              .notDependOnEachOther());
    }
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.fjord.executor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.fjord.driver.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.fjord.driver..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.fjord.executor.."));
  }

  @Test
  void apiAndContractsSeeNoPlugIn() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.fjord.executor..", "dev.fjord.driver..", "dev.fjord.adapter..", CLI, KIT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.fjord.executor..", "dev.fjord.driver..", "dev.fjord.adapter..", CLI));
  }

  @ParameterizedTest
  @CsvSource({
    "dev.fjord.logback.., dev.fjord dev.fjord.transport.. dev.fjord.notify",
    "dev.fjord.testing.., dev.fjord dev.fjord.transport.. dev.fjord.notify dev.fjord.rpc dev.fjord.spi dev.fjord.codec dev.fjord.telemetry dev.fjord.driver.fake",
    "dev.fjord.telemetry.micrometer.., dev.fjord dev.fjord.telemetry",
    "dev.fjord.telemetry.opentelemetry.., dev.fjord dev.fjord.telemetry dev.fjord.context"
  })
  void integrationsSeeWhatUsersSee(String integration, String allowed) {
    check(
        classes()
            .that()
            .resideInAPackage(integration)
            .should()
            .onlyDependOnClassesThat(
                foreign()
                    .or(resideInAPackage(integration))
                    .or(resideInAnyPackage(allowed.split(" ")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.fjord.logback..",
        "dev.fjord.testing..",
        "dev.fjord.notify.routing..",
        "dev.fjord.telemetry.micrometer..",
        "dev.fjord.telemetry.opentelemetry.."
      })
  void nobodySeesAnIntegration(String integration) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(integration)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(integration));
  }

  @Test
  void packagesFormNoCycles() {
    check(
        SlicesRuleDefinition.slices()
            .assignedFrom(
                new SliceAssignment() {
                  @Override
                  public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return foreign().test(type)
                        ? SliceIdentifier.ignore()
                        : SliceIdentifier.of(type.getPackageName());
                  }

                  @Override
                  public String getDescription() {
                    return "each package";
                  }
                })
            .should()
            .beFreeOfCycles());
  }

  @ParameterizedTest
  @CsvSource({
    "com.rabbitmq.., dev.fjord.driver.amqp.rabbit..",
    "org.apache.qpid.proton.., dev.fjord.driver.amqp.proton..",
    "io.netty.., dev.fjord.driver.amqp..",
    "picocli.., dev.fjord.cli..",
    "reactor.., dev.fjord.adapter.reactor..",
    "io.smallrye.mutiny.., dev.fjord.adapter.mutiny..",
    "ch.qos.logback.., dev.fjord.logback..",
    "org.snakeyaml.., dev.fjord.notify.routing..",
    "io.micrometer.., dev.fjord.telemetry.micrometer..",
    "io.opentelemetry.., dev.fjord.telemetry.opentelemetry.."
  })
  void eachClientLibraryIsSeenFromOnePlace(String library, String home) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(home)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void noClassIsFoundByItsName() {
    check(noClasses().should().accessTargetWhere(method("forName", Class.class)));
  }

  @Test
  void nothingIsDeserializedByTheSendersChoiceOfClass() {
    check(noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class));
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo"));
    check(
        noClasses()
            .should()
            .accessTargetWhere(
                describe(
                    "a method turns default typing on",
                    access -> access.getTarget().getName().startsWith("activateDefaultTyping"))));
  }

  @Test
  void onlyTheTimersReadAClock() {
    check(
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
    check(noClasses().should().accessTargetWhere(method("sleep", Thread.class)));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
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
    check(noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Managers?|Common)(\\$.*)?"));
  }

  @Test
  void noStateIsStatic() {
    check(fields().that().areStatic().should().beFinal());
    check(
        fields()
            .that()
            .areStatic()
            .and(describe("are written in the source", ArchitectureTest::isWritten))
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

  private static void check(ArchRule rule) {
    // Rules stand before the code they are for.
    rule.allowEmptyShould(true).check(ours);
  }

  private static boolean isWritten(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static DescribedPredicate<JavaClass> foreign() {
    return not(resideInAPackage("dev.fjord.."));
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
