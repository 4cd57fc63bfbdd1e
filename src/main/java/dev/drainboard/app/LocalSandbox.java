package dev.drainboard.app;

import dev.drainboard.cli.Engines;
import dev.drainboard.model.FaultException;
import dev.drainboard.sandbox.Sandbox;
import dev.drainboard.sandbox.Wish;
import dev.drainboard.store.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The sandbox as the command line knows it. A SIGTERM ends it with everything that it started. */
record LocalSandbox(Sandbox sandbox, Path kept, Thread hook) implements Engines.Sandboxed {

    /**
     * @param kept where commands of other processes keep their state of it
     */
    static LocalSandbox start(int nodes, Path kept) throws FaultException {
        var sandbox = Sandbox.start(Wish.USUAL.nodes(nodes), InstantSource.system());
        var hook = Thread.ofPlatform().name("sandbox-end").unstarted(() -> end(sandbox, kept));
        Runtime.getRuntime().addShutdownHook(hook);
        return new LocalSandbox(sandbox, kept, hook);
    }

    private static void end(Sandbox sandbox, Path kept) {
        sandbox.close();
        try {
            Home.at(kept).forget(sandbox.name());
        } catch (FaultException nothingThere) {
            // so nothing was kept
        }
    }

    /** For the state that a workstation keeps of it. */
    Path home() {
        return sandbox.directory().resolve("home");
    }

    @Override
    public Path clusterFile() {
        return sandbox.clusterFile();
    }

    @Override
    public boolean awaitHealthy(Duration most) throws InterruptedException {
        return sandbox.awaitHealthy(most);
    }

    @Override
    public String obey(String line) {
        return sandbox.obey(line);
    }

    @Override
    public void close() {
        end(sandbox, kept);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // it runs already, and finds nothing left
        }
    }
}
