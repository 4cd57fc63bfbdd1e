package dev.drainboard.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A known_hosts file that we may write. One writer at a time in this process and, by a lock on the
 * file, among our processes; a line goes out in one write, so that ssh(1) beside us never reads
 * half of one.
 */
final class KnownHostsFile {

    private static final ReentrantLock WRITER = new ReentrantLock();

    private final Path file;

    KnownHostsFile(Path file) {
        this.file = file;
    }

    /** Appends a line for each key; what stands in the file stays, comments included. */
    void append(KeyName name, List<HostKey> keys, boolean hashed) throws IOException {
        WRITER.lock();
        try {
            createDirectory();
            try (var channel =
                            FileChannel.open(
                                    file,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                assert lock.isValid();
                var text = new StringBuilder(endsMidLine(channel) ? "\n" : "");
                for (var key : keys) {
                    text.append(line(name, key, hashed));
                }
                write(channel, text.toString(), channel.size());
                channel.force(true);
            }
        } finally {
            WRITER.unlock();
        }
    }

    /** Takes away these lines, keeps every other byte, and leaves the file as it was beside it. */
    void remove(List<KnownHost> lines) throws IOException {
        WRITER.lock();
        try {
            var mine = new ArrayList<Integer>();
            lines.stream().filter(l -> l.file().equals(file)).forEach(l -> mine.add(l.line()));
            if (mine.isEmpty()) {
                return;
            }
            var target = file.toRealPath();
            var old = new String(Files.readAllBytes(target), StandardCharsets.ISO_8859_1);
            var kept = new StringBuilder();
            int number = 0;
            for (String line : old.split("(?<=\n)")) {
                if (!mine.contains(++number)) {
                    kept.append(line);
                }
            }
            Files.copy(
                    target,
                    target.resolveSibling(target.getFileName() + ".old"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            replace(target, kept.toString());
        } finally {
            WRITER.unlock();
        }
    }

    private static void replace(Path target, String text) throws IOException {
        var temporary = Files.createTempFile(target.getParent(), ".known_hosts", "");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.ISO_8859_1));
            try {
                Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
            } catch (UnsupportedOperationException noPosix) {
                // the directory's access list governs
            }
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void createDirectory() throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory);
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (UnsupportedOperationException noPosix) {
            // the home directory's access list is inherited
        }
    }

    private static boolean endsMidLine(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return false;
        }
        var last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) != '\n';
    }

    private static String line(KeyName name, HostKey key, boolean hashed) {
        var host = name.written();
        if (hashed) {
            var salt = new byte[20];
            new SecureRandom().nextBytes(salt);
            host = KnownHost.hashedName(salt, host);
        }
        return host + " " + key.type() + " " + key.base64() + "\n";
    }

    private static void write(FileChannel channel, String text, long at) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
