package dev.drainboard;

import dev.drainboard.driver.Drivers;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.LockFacts;
import dev.drainboard.port.JournalPort;
import dev.drainboard.port.LockPort;
import dev.drainboard.port.Ports;
import dev.drainboard.store.ClusterFile;
import dev.drainboard.wire.OkHttp;
import dev.drainboard.wire.PgSql;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.Shells;
import dev.drainboard.wire.Target;
import dev.drainboard.wire.Workstation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The drivers of a cluster file on real connections, without the engine. */
public final class Wired implements AutoCloseable {

    public final Cluster cluster;
    public final Ports ports;
    private final Shells shells = new Shells(Workstation.here());

    public Wired(Path file) throws FaultException {
        this(file, cluster -> cluster);
    }

    public Wired(Path file, UnaryOperator<Cluster> edit) throws FaultException {
        cluster = edit.apply(ClusterFile.read(file));
        ports =
                new Drivers(
                                cluster,
                                this::shell,
                                new OkHttp(),
                                PgSql::new,
                                reference -> "drainboard".toCharArray(),
                                InstantSource.system(),
                                Thread::sleep)
                        .ports(new Nothing(), new Nobody());
    }

    public Shell shell(HostSpec host) {
        return shells.of(
                new Target(
                        host.host(),
                        host.user(),
                        host.port(),
                        host.identity(),
                        host.knownHosts(),
                        host.jump(),
                        host.sudo()));
    }

    public Fence fence(long token, String operation) {
        return new Fence(cluster.name(), cluster.state().directory(), token, operation);
    }

    @Override
    public void close() {
        shells.close();
    }

    /** A journal that nobody keeps. */
    private record Nothing() implements JournalPort {
        @Override
        public void append(List<JournalEntry> entries, Fence fence) {}

        @Override
        public List<JournalEntry> read() {
            return List.of();
        }

        @Override
        public List<String> verify() {
            return List.of();
        }
    }

    /** A lock that nobody takes. */
    private record Nobody() implements LockPort {
        @Override
        public Optional<LockFacts> read() {
            return Optional.empty();
        }

        @Override
        public Held take(String operator, String purpose, String operation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Held force(String operator, String purpose, String operation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void say(String operator, String word) {
            throw new UnsupportedOperationException();
        }
    }
}
