package io.gridmill.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.gridmill.engine.JobSteps;
import io.gridmill.engine.Loop;
import io.gridmill.engine.Network;
import io.gridmill.engine.Records;
import io.gridmill.engine.Sensors;
import io.gridmill.execute.Clocks;
import io.gridmill.execute.ResultStore;
import io.gridmill.execute.SlotRunners;
import io.gridmill.job.JobEvent;
import io.gridmill.ledger.BlockEvent;
import java.util.Set;

/** The simulation simulates the world and nothing of the product. */
@AnalyzeClasses(packages = "io.gridmill", importOptions = ImportOption.DoNotIncludeTests.class)
final class SimulationRulesTest {
    private static final Set<String> THE_WORLD =
            Set.of(
                    // store, network, clock and loop; randomness is the JDK's
                    Records.class.getName(),
                    Network.class.getName(),
                    Clocks.class.getName(),
                    Loop.class.getName(),
                    // what the machine is like
                    Sensors.class.getName(),
                    // what the shell does with threads, Jet and disks
                    SlotRunners.class.getName(),
                    SlotRunners.Runner.class.getName(),
                    JobSteps.class.getName(),
                    ResultStore.class.getName(),
                    ResultStore.Writer.class.getName());

    @ArchTest
    static final ArchRule THE_SIMULATION_IMPLEMENTS_THE_WORLD_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.gridmill.simulation..")
                    .should(implementNothingElse())
                    .because("a second scheduler would be tested instead of the first");

    @ArchTest
    static final ArchRule ONLY_CLUSTER_AND_SIMULATION_IMPLEMENT_PORTS =
            classes()
                    .that()
                    .implement(Records.class)
                    .or()
                    .implement(Network.class)
                    .or()
                    .implement(Loop.class)
                    .or()
                    .implement(JobSteps.class)
                    .should()
                    .resideInAnyPackage("io.gridmill.cluster..", "io.gridmill.simulation..");

    @ArchTest
    static final ArchRule THE_SIMULATION_SENDS_NO_EVENTS_OF_ITS_OWN =
            noClasses()
                    .that()
                    .resideInAPackage("io.gridmill.simulation..")
                    .and()
                    .haveSimpleNameNotStartingWith("Decisions")
                    .should(
                            callConstructorWhere(
                                    describe(
                                            "an event",
                                            call ->
                                                    isEvent(call.getTargetOwner())
                                                            && !isOfAClient(
                                                                    call.getTargetOwner()))))
                    .because(
                            "what happens to jobs and blocks is decided by the engine; a client"
                                    + " cancels, retries and closes, and Decisions holds the mutants");

    private static boolean isOfAClient(JavaClass event) {
        return event.isEquivalentTo(JobEvent.Cancel.class)
                || event.isEquivalentTo(JobEvent.Retry.class)
                || event.isEquivalentTo(JobEvent.Close.class);
    }

    @ArchTest
    static final ArchRule THE_ENGINE_NEVER_WAITS_AND_ASKS_ITS_PORTS =
            noClasses()
                    .that()
                    .resideInAPackage("io.gridmill.engine..")
                    .should(
                            callMethodWhere(
                                    describe(
                                            "a clock, dice, or something that waits",
                                            call ->
                                                    Set.of(
                                                                    "java.lang.System.nanoTime",
                                                                    "java.lang.System.currentTimeMillis",
                                                                    "java.lang.Math.random",
                                                                    "java.util.concurrent.CompletableFuture.join",
                                                                    "java.util.concurrent.CompletableFuture.get",
                                                                    "java.lang.Object.wait")
                                                            .contains(
                                                                    call.getTargetOwner()
                                                                                    .getFullName()
                                                                            + "."
                                                                            + call.getTarget()
                                                                                    .getName()))))
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("java.util.concurrent.locks..")
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(
                            Thread.class,
                            java.util.concurrent.ThreadLocalRandom.class,
                            java.util.concurrent.Semaphore.class,
                            java.util.concurrent.ScheduledExecutorService.class)
                    .because("one thread runs a thousand members in the simulation");

    private static boolean isEvent(JavaClass type) {
        return type.isAssignableTo(BlockEvent.class) || type.isAssignableTo(JobEvent.class);
    }

    private static ArchCondition<JavaClass> implementNothingElse() {
        return new ArchCondition<>("implement no interface of the product but those of the world") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaClass above : type.getAllRawInterfaces()) {
                    boolean ofTheProduct =
                            above.getPackageName()
                                    .matches(
                                            "io\\.gridmill\\.(job|ledger|claim|split|execute|engine|node)(\\..*)?");
                    if (ofTheProduct && !THE_WORLD.contains(above.getName())) {
                        events.add(
                                SimpleConditionEvent.violated(
                                        type, type.getName() + " implements " + above.getName()));
                    }
                }
            }
        };
    }
}
