package io.gridmill.chaos;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread of this process that has entered a network namespace and opens sockets there. A socket stays
 * in the namespace in which it was made, so any thread may then use it: no relay process is needed.
 */
final class Inside implements AutoCloseable {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int CONNECT_MILLIS = 1000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** Enters the namespace of a name. */
    Inside(String namespace) throws IOException {
        on(
                () -> {
                    enter("/run/netns/" + namespace);
                    return true;
                });
    }

    /** A connection to a port of that machine's loopback address. */
    Socket connect(int port) throws IOException {
        return on(
                () -> {
                    Socket socket = new Socket();
                    try {
                        InetAddress local = InetAddress.ofLiteral("127.0.0.1");
                        socket.connect(new InetSocketAddress(local, port), CONNECT_MILLIS);
                        return socket;
                    } catch (IOException e) {
                        socket.close();
                        throw e;
                    }
                });
    }

    /** A server on a port of that machine's loopback address. */
    ServerSocket listen(int port) throws IOException {
        return on(() -> new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1")));
    }

    private <T> T on(Callable<T> work) throws IOException {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @SuppressWarnings("restricted") // calls of the system; allowed by the tests' flags
    private static void enter(String path) throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle open =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("open"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                        Linker.Option.firstVariadicArg(2));
        MethodHandle setns =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("setns"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        int status;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            int file = (int) open.invokeExact(name, 0);
            status = (int) setns.invokeExact(file, CLONE_NEWNET);
        } catch (Throwable e) {
            throw new IOException("The namespace " + path + " cannot be entered", e);
        }
        if (status != 0) {
            throw new IOException("The namespace " + path + " cannot be entered");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
