package dev.fjord.interop;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/** The classes of all modules, without tests and benchmarks. Immutable. */
final class OurClasses {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.fjord");

  private OurClasses() {}

  /** Fails with all that breaks a rule. */
  static void check(ArchRule rule) {
    // Rules stand before the code they are for.
    rule.allowEmptyShould(true).check(ALL);
  }
}
