package dev.drainboard.store;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Moment;
import dev.drainboard.port.HistoryPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A day of one cluster in one file of this workstation: a header and {@value #SLOTS} places of
 * equal size, one for each minute of the day, each with its own sum. So the file never grows, a
 * minute that was half written when the power went is unknown and no other is, and who reads beside
 * the one who writes reads whole minutes. 0.9 MB for 40 nodes.
 *
 * <p>The first process writes, as long as it lives; others read. Nothing is forced to the disk: a
 * power cut may cost some minutes of history, and no cluster.
 */
public final class HistoryFile implements HistoryPort {

    static final int SLOTS = 24 * 60;

    private final Home home;
    private final String cluster;
    private Optional<FileChannel> guard = Optional.empty();
    private Optional<HistoryHead> written = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    public HistoryFile(Home home, String cluster) {
        this.home = Objects.requireNonNull(home);
        this.cluster = Objects.requireNonNull(cluster);
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public synchronized List<Moment> kept(List<String> nodes) {
        try {
            var file = file();
            return read(Files.readAllBytes(file)).stream()
                    .map(minute -> minute.of(nodes))
                    .sorted(Comparator.comparing(Moment::at))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | FaultException e) {
            return unkept(e);
        }
    }

    private List<Moment> unkept(Exception e) {
        trouble =
                Optional.of(
                        "No history is kept on this machine: "
                                + (e instanceof FaultException fault
                                        ? fault.fault().why()
                                        : String.valueOf(e.getMessage())));
        return List.of();
    }

    private static List<Moment> read(byte[] bytes) throws IOException {
        var head = HistoryHead.of(bytes);
        var minutes = new ArrayList<Moment>();
        for (int slot = 0; slot < SLOTS; slot++) {
            int at = head.length() + slot * head.record();
            if (at + head.record() <= bytes.length) {
                HistoryMinute.of(head, slot, ByteBuffer.wrap(bytes, at, head.record()).slice())
                        .ifPresent(minutes::add);
            }
        }
        return minutes;
    }

    @Override
    public synchronized void keep(Moment minute) {
        try {
            if (!ours()) {
                return;
            }
            var head = head(minute.nodes());
            int slot = HistoryMinute.slot(minute);
            try (var channel = Home.open(file(), StandardOpenOption.WRITE)) {
                write(channel, HistoryMinute.bytes(head, minute), head.place(slot));
            }
            trouble = Optional.empty();
        } catch (IOException | FaultException e) {
            unkept(e);
        }
    }

    /** Whether this process is the one that writes; a lock ends with its process. */
    private boolean ours() throws IOException, FaultException {
        if (guard.isPresent()) {
            return true;
        }
        var channel =
                Home.open(home.cluster(cluster).resolve("history.lock"), StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // another window of this very process
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        guard = Optional.ofNullable(lock).map(had -> channel);
        return guard.isPresent();
    }

    /** The file's, made to fit the nodes of now. */
    private HistoryHead head(List<String> nodes) throws IOException, FaultException {
        var wanted = HistoryHead.of(nodes);
        if (!written.equals(Optional.of(wanted)) || !Files.exists(file())) {
            if (!Optional.of(wanted).equals(standing())) {
                make(wanted);
            }
            written = Optional.of(wanted);
        }
        return wanted;
    }

    /**
     * What stands there now; a file that is none of ours, or broken in its head, is put aside.
     *
     * @throws IOException a later Drainboard wrote it, and is let keep it
     */
    private Optional<HistoryHead> standing() throws IOException, FaultException {
        try {
            return Optional.of(HistoryHead.of(Files.readAllBytes(file())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (HistoryHead.Damaged e) {
            Files.move(
                    file(),
                    file().resolveSibling("history.damaged"),
                    StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        }
    }

    /** Anew, with what was kept of the nodes that are still there; in place at one instant. */
    private void make(HistoryHead head) throws IOException, FaultException {
        var kept = kept(head.nodes());
        var fresh = file().resolveSibling("history.new");
        Files.deleteIfExists(fresh);
        try (var channel = Home.open(fresh, StandardOpenOption.WRITE)) {
            write(channel, head.bytes(), 0);
            for (var minute : kept) {
                write(
                        channel,
                        HistoryMinute.bytes(head, minute),
                        head.place(HistoryMinute.slot(minute)));
            }
        }
        Files.move(
                fresh, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private Path file() throws FaultException {
        return home.cluster(cluster).resolve("history");
    }

    @Override
    public synchronized void close() {
        guard.ifPresent(
                channel -> {
                    try {
                        channel.close();
                    } catch (IOException e) {
                        // the lock goes with the process at the latest
                    }
                });
        guard = Optional.empty();
    }
}
