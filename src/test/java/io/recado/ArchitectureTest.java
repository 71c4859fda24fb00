package io.recado;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

/** What holds everywhere; each field's name is the rule. */
@AnalyzeClasses(packages = "io.recado", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nobodyKnowsTheSandbox = noClasses()
            .that()
            .resideOutsideOfPackage("io.recado.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.recado.sandbox..");

    @ArchTest
    static final ArchRule theSandboxKnowsNobody = noClasses()
            .that()
            .resideInAPackage("io.recado.sandbox..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("io.recado..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                    "io.recado.sandbox.."))));

    @ArchTest
    static final ArchRule thePartsOfTheOutboxDependInOneDirection = SlicesRuleDefinition.slices()
            .matching("io.recado.outbox.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule thePartsOfTheSandboxsWhatsAppDependInOneDirection = SlicesRuleDefinition.slices()
            .matching("io.recado.sandbox.whatsapp.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule phoneNumbersAndConfigurationKnowNoCamel = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.recado.contact..",
                    "io.recado.clinic..",
                    "io.recado.agenda..",
                    "io.recado.consent..",
                    "io.recado.template..",
                    "io.recado.automation..",
                    "io.recado.conversation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "jakarta.jms..");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that()
            .resideOutsideOfPackage("io.recado.sandbox..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule onlyThePlatformMakesAClock = noClasses()
            .that()
            .resideOutsideOfPackages("io.recado.platform..", "io.recado.sandbox..")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule beansAreGivenWhatTheyNeedByTheirConstructor =
            noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);

    @ArchTest
    static final ArchRule settingsAreRecords = classes()
            .that()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .beRecords();

    @ArchTest
    static final ArchRule controllersAreNobodysFacade = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .or()
            .areAnnotatedWith(Controller.class)
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule fieldsAreNotOpen =
            fields().that().areNotStatic().should().notBePublic();

    @ArchTest
    static final ArchRule nothingWaitsByTheClock = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper");

    @ArchTest
    static final ArchRule everyPackageSaysWhatItIsFor =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);

    @ArchTest
    static final ArchRule nothingButTheFirstSecretsIsPrintedToTheScreen = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.recado.console.access.SecurityChains")
            .and()
            // a command, whose answer is what it prints
            .doNotHaveFullyQualifiedName("io.recado.sandbox.Scenario")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule nobodyIsToldToCatchEverything = noMethods().should().declareThrowableOfType(Throwable.class);
}
