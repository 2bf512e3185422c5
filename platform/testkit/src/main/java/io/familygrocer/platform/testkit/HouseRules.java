package io.familygrocer.platform.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The architecture of a service as rules that fail with the reason. A service's {@code ArchitectureTest} is one line:
 * {@code HouseRules.check("io.familygrocer.list")}.
 */
public final class HouseRules {

    private static final DescribedPredicate<JavaClass> HTTP = resideInAnyPackage(
                    "jakarta.ws.rs..",
                    "org.jboss.resteasy..",
                    "io.vertx.ext.web..",
                    "org.eclipse.microprofile.openapi..")
            .as("HTTP types");

    private HouseRules() {}

    /**
     * Holds the production classes of a service against the rules of the house.
     *
     * @throws AssertionError that names each violation
     */
    public static void check(String servicePackage) {
        check(
                servicePackage,
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(servicePackage));
    }

    /** Holds the given classes against the rules; for the test that shows that the rules bite. */
    public static void check(String servicePackage, JavaClasses classes) {
        featuresAreFreeOfCycles(servicePackage).check(classes);
        onlyResourcesKnowHttp().check(classes);
        resourcesSeeNoRepository().check(classes);
        resourcesReturnNoEntity().check(classes);
        onlyServicesAndConsumersOpenTransactions().check(classes);
        onlyServicesAndConsumersDeclareTransactions().check(classes);
        kafkaStaysInConsumers().check(classes);
        nobodyReadsTheDefaultZone().check(classes);
        nobodyKeepsASeed().check(classes);
    }

    static ArchRule featuresAreFreeOfCycles(String servicePackage) {
        return slices().matching(servicePackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature must be readable by itself")
                .allowEmptyShould(true);
    }

    static ArchRule onlyResourcesKnowHttp() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .and()
                .areNotMemberClasses()
                .should()
                .dependOnClassesThat(HTTP)
                .because("only *Resource knows HTTP")
                .allowEmptyShould(true);
    }

    static ArchRule resourcesSeeNoRepository() {
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Store")
                .because("a resource speaks to its service, which authorises")
                .allowEmptyShould(true);
    }

    static ArchRule resourcesReturnNoEntity() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Resource")
                .and()
                .arePublic()
                .should(new ReturnNoEntity())
                .because("entities are the database's form, views are the wire's")
                .allowEmptyShould(true);
    }

    static ArchRule onlyServicesAndConsumersOpenTransactions() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Service")
                .and()
                .haveSimpleNameNotEndingWith("Consumer")
                .should()
                .callMethodWhere(DescribedPredicate.describe("opens a transaction", HouseRules::opensTransaction))
                .because("only *Service and *Consumer open transactions")
                .allowEmptyShould(true);
    }

    static ArchRule onlyServicesAndConsumersDeclareTransactions() {
        return methods()
                .that()
                .areAnnotatedWith("io.quarkus.hibernate.reactive.panache.common.WithTransaction")
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching(".*(Service|Consumer)")
                .because("only *Service and *Consumer open transactions")
                .allowEmptyShould(true);
    }

    private static boolean opensTransaction(JavaCall<?> call) {
        String owner = call.getTargetOwner().getPackageName();
        return call.getName().matches("withTransaction|transaction")
                && (owner.startsWith("io.quarkus.hibernate") || owner.startsWith("io.familygrocer.platform.events"));
    }

    static ArchRule kafkaStaysInConsumers() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Consumer")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.."))
                .because("Kafka types only in platform.events and *Consumer")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyReadsTheDefaultZone() {
        return noClasses()
                .should()
                .callMethod(java.time.ZoneId.class, "systemDefault")
                .because("a server has no time zone; a family has")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyKeepsASeed() {
        return noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(assignableTo(java.util.random.RandomGenerator.class))
                .because("a native image is built with it, and all of its processes start with one seed")
                .allowEmptyShould(true);
    }
}
