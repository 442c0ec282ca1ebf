package dev.fjord.interop;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees whom in all modules. Tests and benchmarks are not looked at. */
class ArchitectureTest {
  private static final String ROOT = "dev.fjord";
  private static final String CLI = "dev.fjord.cli..";
  private static final String KIT = "dev.fjord.testing..";

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
    OurClasses.check(
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
    OurClasses.check(
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
      OurClasses.check(
          SlicesRuleDefinition.slices()
              .matching("dev.fjord." + kind + ".(*)..")
              .should()
              .notDependOnEachOther());
    }
    OurClasses.check(
        noClasses()
            .that()
            .resideInAPackage("dev.fjord.executor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.fjord.driver.."));
    OurClasses.check(
        noClasses()
            .that()
            .resideInAPackage("dev.fjord.driver..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.fjord.executor.."));
  }

  @Test
  void apiAndContractsSeeNoPlugIn() {
    OurClasses.check(
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
    OurClasses.check(
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
    OurClasses.check(
        noClasses()
            .that()
            .resideOutsideOfPackage(integration)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(integration));
  }

  @Test
  void packagesFormNoCycles() {
    OurClasses.check(
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
    OurClasses.check(
        noClasses()
            .that()
            .resideOutsideOfPackage(home)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  private static DescribedPredicate<JavaClass> foreign() {
    return not(resideInAPackage("dev.fjord.."));
  }
}
