package io.gridmill.task.builtin.simd;

import java.lang.module.ModuleFinder;

/**
 * Whether {@code jdk.incubator.vector} can be linked in this JVM. Code that names its classes lives
 * in classes of its own, which are loaded only where this says yes; everywhere else a scalar path
 * runs that gives the same bits.
 *
 * <p>With {@code --add-modules jdk.incubator.vector} the module is there, and the JVM prints a
 * warning at each start. With {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED}
 * instead, as in the distribution's {@code jvm.options}, the module is added here, quietly and only
 * in processes that compute. A JVM with neither runs the scalar path.
 */
public final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    /** Set to {@code false}, the scalar path runs even where the module is there. */
    private static final String SWITCH = "gridmill.vector";

    private static final boolean AVAILABLE = isWanted() && (isResolved() || isAdded());

    private VectorModule() {}

    /** True where classes that use the Vector API may be loaded; the same for the JVM's life. */
    public static boolean available() {
        return AVAILABLE;
    }

    private static boolean isWanted() {
        return !"false".equals(System.getProperty(SWITCH));
    }

    private static boolean isResolved() {
        return ModuleLayer.boot().findModule(NAME).isPresent();
    }

    /** Adds the module to the running JVM, as the JDK does with its own management agent. */
    private static boolean isAdded() {
        if (ModuleFinder.ofSystem().find(NAME).isEmpty()) {
            return false;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, NAME);
            Class.forName(NAME + ".DoubleVector");
            return true;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            // Not exported to us, or another JDK's inside: the scalar path needs none of it.
            return false;
        }
    }
}
