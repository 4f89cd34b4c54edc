package io.gridmill.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.gridmill.execute.StopPlan;
import java.util.Set;

/** What each package may know. */
@AnalyzeClasses(packages = "io.gridmill", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final int MOST_PARAMETERS = 8;
    private static final Set<String> CLOCKS_AND_DICE =
            Set.of(
                    "java.lang.System.nanoTime",
                    "java.lang.System.currentTimeMillis",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID");

    private static final DescribedPredicate<JavaClass> PURE =
            describe(
                    "pure",
                    type ->
                            Set.of(
                                                    "job",
                                                    "ledger",
                                                    "claim",
                                                    "split",
                                                    "report",
                                                    "explain",
                                                    "health",
                                                    "join",
                                                    "schedule",
                                                    "settings")
                                            .contains(stage(type))
                                    || type.isEquivalentTo(StopPlan.class));

    private static String stage(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    @ArchTest
    static final ArchRule ONLY_CLUSTER_KNOWS_HAZELCAST =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.gridmill.cluster..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.hazelcast..")
                    .because("everything else must run without it, as in the simulation");

    @ArchTest
    static final ArchRule PURE_CODE_ASKS_NO_CLOCK_AND_THROWS_NO_DICE =
            noClasses()
                    .that(PURE)
                    .should(callMethodWhere(describe("a clock or dice", call -> isImpure(call))))
                    .because("the simulation replays decisions from a seed");

    @ArchTest
    static final ArchRule PURE_CODE_HAS_NO_THREADS_LOCKS_OR_LOGGERS =
            noClasses()
                    .that(PURE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.util.concurrent.locks..", "org.slf4j..")
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(
                            Thread.class,
                            java.util.Random.class,
                            java.util.concurrent.ThreadLocalRandom.class,
                            java.util.concurrent.Executor.class)
                    .because("decisions run inside entry processors and in the simulation");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("io.gridmill.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PACKAGES_READ_IN_THE_ORDER_OF_THE_STORY =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("io.gridmill..")
                    .optionalLayer("job")
                    .definedBy("io.gridmill.job..")
                    .optionalLayer("ledger")
                    .definedBy("io.gridmill.ledger..")
                    .optionalLayer("stages")
                    .definedBy(
                            "io.gridmill.claim..",
                            "io.gridmill.split..",
                            "io.gridmill.health..",
                            "io.gridmill.schedule..")
                    .optionalLayer("settings")
                    .definedBy("io.gridmill.settings..")
                    .optionalLayer("report")
                    .definedBy("io.gridmill.report..")
                    .optionalLayer("explain")
                    .definedBy("io.gridmill.explain..")
                    .optionalLayer("join")
                    .definedBy("io.gridmill.join..")
                    .optionalLayer("execute")
                    .definedBy("io.gridmill.execute..")
                    .optionalLayer("durable")
                    .definedBy("io.gridmill.durable..")
                    .optionalLayer("engine")
                    .definedBy("io.gridmill.engine..")
                    .optionalLayer("simulation")
                    .definedBy("io.gridmill.simulation..")
                    .optionalLayer("cluster")
                    .definedBy("io.gridmill.cluster..")
                    .optionalLayer("node")
                    .definedBy("io.gridmill.node..")
                    .whereLayer("node")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("join")
                    .mayOnlyBeAccessedByLayers("cluster", "node")
                    .whereLayer("cluster")
                    .mayOnlyBeAccessedByLayers("node")
                    .whereLayer("durable")
                    .mayOnlyBeAccessedByLayers("cluster", "node")
                    .whereLayer("engine")
                    .mayOnlyBeAccessedByLayers("simulation", "cluster", "node")
                    .whereLayer("execute")
                    .mayOnlyBeAccessedByLayers("engine", "simulation", "cluster", "node")
                    .whereLayer("explain")
                    .mayOnlyBeAccessedByLayers("node")
                    .whereLayer("report")
                    .mayOnlyBeAccessedByLayers("engine", "explain", "cluster", "node", "simulation")
                    .whereLayer("settings")
                    .mayOnlyBeAccessedByLayers("cluster", "node")
                    .whereLayer("stages")
                    .mayOnlyBeAccessedByLayers(
                            "execute", "explain", "engine", "simulation", "cluster", "node")
                    .whereLayer("ledger")
                    .mayOnlyBeAccessedByLayers(
                            "stages",
                            "report",
                            "explain",
                            "execute",
                            "durable",
                            "engine",
                            "simulation",
                            "cluster",
                            "node");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
            classes()
                    .should()
                    .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)")
                    .because("such a name fits anything, and soon anything is in it");

    @ArchTest
    static final ArchRule CONSTRUCTORS_TAKE_FEW_PARAMETERS =
            constructors()
                    .that()
                    .areDeclaredInClassesThat()
                    .areNotRecords()
                    .and()
                    .areDeclaredInClassesThat()
                    .areNotEnums()
                    .should(takeFewParameters())
                    .because("a record names what belongs together");

    private static boolean isImpure(JavaMethodCall call) {
        String owner = call.getTargetOwner().getFullName();
        String name = call.getTarget().getName();
        boolean now = owner.startsWith("java.time.") && name.equals("now");
        return now || CLOCKS_AND_DICE.contains(owner + "." + name);
    }

    private static ArchCondition<JavaConstructor> takeFewParameters() {
        return new ArchCondition<>("take at most " + MOST_PARAMETERS + " parameters") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                int parameters = constructor.getRawParameterTypes().size();
                if (parameters > MOST_PARAMETERS) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    constructor,
                                    constructor.getFullName() + " takes " + parameters));
                }
            }
        };
    }
}
