package dev.drainboard.app;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/**
 * Ends the process at once. {@link System#exit} first waits 300 ms for threads that are in native
 * code, which the poller of virtual threads always is (HotSpot, {@code
 * VM_Exit::wait_for_threads_in_native_to_block}): more than a whole reading of a cluster takes.
 * Nothing here has a shutdown hook to run, and all that is to be kept is on disk by now.
 */
final class Departure {

    private Departure() {}

    @SuppressWarnings("restricted") // the launcher enables native access
    static void with(int exit) {
        System.out.flush();
        System.err.flush();
        try {
            var linker = Linker.nativeLinker();
            var end =
                    linker.downcallHandle(
                            linker.defaultLookup().find("_exit").orElseThrow(),
                            FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
            end.invokeExact(exit);
        } catch (Throwable slowly) {
            System.exit(exit);
        }
    }
}
