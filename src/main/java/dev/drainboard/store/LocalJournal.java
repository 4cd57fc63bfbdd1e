package dev.drainboard.store;

import dev.drainboard.model.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The copy of a journal on this machine. Processes with the same home share it: all may read, and a
 * file lock lets one after the other write.
 */
final class LocalJournal {

    /** A file lock holds off other processes; threads of this one need a lock of their own. */
    private static final Map<Path, Lock> THREADS = new ConcurrentHashMap<>();

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Path directory;
    private final Path file;
    private Chain known = Chain.EMPTY;

    LocalJournal(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.file = this.directory.resolve("journal.jsonl");
    }

    /** What stands there now; nothing is changed, a torn tail stays. */
    Chain read() throws FaultException {
        try {
            return current();
        } catch (IOException e) {
            throw Home.fault(file, e).thrown();
        }
    }

    private synchronized Chain current() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            bytes = new byte[0];
        }
        known = known.grow(bytes);
        return known;
    }

    /**
     * Makes the file hold exactly {@code target}'s lines, on disk when it returns. What stands
     * there instead is kept aside in {@code journal.torn-1}, {@code -2} ...
     */
    void bring(Chain target) throws FaultException {
        write(target, false);
    }

    /**
     * Appends what {@code target} has more than the file.
     *
     * @return false if the file has other lines, or a torn one; then nothing was done
     */
    boolean append(Chain target) throws FaultException {
        return write(target, true);
    }

    private boolean write(Chain target, boolean onlyAppend) throws FaultException {
        var threads = THREADS.computeIfAbsent(file, path -> new ReentrantLock());
        threads.lock();
        try (var guard = Home.open(directory.resolve("journal.lock"), StandardOpenOption.WRITE);
                var lock = lock(guard);
                var channel = Home.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var now = current();
            int common = now.common(target);
            boolean clean = common == now.lines().size() && now.rest().length == 0;
            if (!clean && onlyAppend || !lock.isValid()) {
                return false;
            }
            int keep = target.size() - target.from(common).length;
            if (!clean) {
                aside(channel, keep);
            }
            add(channel, keep, target.from(common));
            return true;
        } catch (IOException e) {
            throw Home.fault(file, e).thrown();
        } finally {
            threads.unlock();
        }
    }

    /** A process that was stopped while it wrote is not waited for without an end. */
    private static FileLock lock(FileChannel guard) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (var lock = guard.tryLock(); ; lock = guard.tryLock()) {
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        "another process of yours has been writing here for "
                                + PATIENCE.toSeconds()
                                + " s");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void aside(FileChannel channel, int keep) throws IOException {
        int number = 1;
        while (Files.exists(directory.resolve("journal.torn-" + number))) {
            number++;
        }
        try (var torn =
                Home.open(directory.resolve("journal.torn-" + number), StandardOpenOption.WRITE)) {
            channel.transferTo(keep, channel.size() - keep, torn);
            torn.force(true);
        }
        channel.truncate(keep);
        channel.force(true);
    }

    private void add(FileChannel channel, int at, byte[] lines) throws IOException {
        boolean first = channel.size() == 0;
        try {
            var buffer = ByteBuffer.wrap(lines);
            while (buffer.hasRemaining()) {
                channel.write(buffer, (long) at + buffer.position());
            }
            channel.force(first);
        } catch (IOException e) {
            channel.truncate(at);
            throw e;
        }
        if (first) {
            forceName();
        }
    }

    /** A new file's name must outlive a power cut too; Windows needs and knows no such thing. */
    private void forceName() {
        try (var names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException notHere) {
            // a platform on which directories cannot be opened writes their entries by itself
        }
    }
}
