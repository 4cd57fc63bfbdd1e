package dev.drainboard.store;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Where all local state is kept: a directory that only its owner can read. Two homes are two
 * workstations, even of one person on one machine.
 */
public final class Home {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?>[] DIRECTORY = attributes("rwx------");
    private static final FileAttribute<?>[] FILE = attributes("rw-------");

    private final Path root;
    private final String id;

    private Home(Path root, String id) {
        this.root = root;
        this.id = id;
    }

    /**
     * What {@code DRAINBOARD_HOME} names, else what is customary on the platform.
     *
     * @param variables of the process
     * @param platform as in {@code os.name}
     * @param user the user's home
     */
    public static Path place(Map<String, String> variables, String platform, Path user) {
        var told = variables.getOrDefault("DRAINBOARD_HOME", "");
        if (!told.isBlank()) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        var system = platform.toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return user.resolve("Library/Application Support/Drainboard");
        }
        if (system.startsWith("windows")) {
            var local = variables.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? user.resolve("AppData/Local") : Path.of(local))
                    .resolve("Drainboard");
        }
        // a relative one is to be ignored, says the XDG specification
        var state = variables.getOrDefault("XDG_STATE_HOME", "");
        return (state.startsWith("/") ? Path.of(state) : user.resolve(".local/state"))
                .resolve("drainboard");
    }

    /** Made if it is not there yet. */
    public static Home at(Path root) throws FaultException {
        try {
            Files.createDirectories(root, DIRECTORY);
            if (POSIX && !OWNER_ONLY.equals(Files.getPosixFilePermissions(root))) {
                Files.setPosixFilePermissions(root, OWNER_ONLY);
            }
            return new Home(root, id(root.resolve("workstation")));
        } catch (IOException e) {
            throw fault(root, e).thrown();
        }
    }

    /** The first makes it; another process, or thread of this one, waits for it. */
    private static synchronized String id(Path file) throws IOException {
        try (var channel = open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            var kept = Files.readString(file).strip();
            if (kept.matches("[0-9a-f-]{36}")) {
                return kept;
            }
            var id = UUID.randomUUID().toString();
            channel.truncate(0);
            channel.write(java.nio.charset.StandardCharsets.US_ASCII.encode(id + "\n"));
            channel.force(true);
            return lock.isValid() ? id : kept;
        }
    }

    public Path root() {
        return root;
    }

    /** Tells this workstation from every other; made once and kept. */
    String id() {
        return id;
    }

    /** What is kept of one cluster; made if it is not there yet. */
    Path cluster(String name) throws FaultException {
        var directory = root.resolve("clusters").resolve(name);
        try {
            return Files.createDirectories(directory, DIRECTORY);
        } catch (IOException e) {
            throw fault(directory, e).thrown();
        }
    }

    /** Keeps nothing more of a cluster that is no more; what cannot be deleted stays. */
    public void forget(String name) {
        var directory = root.resolve("clusters").resolve(name);
        try (var all = Files.walk(directory)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException gone) {
            // there was nothing, or it is in use
        }
    }

    /** Made if it is not there yet, for its owner only. A link in its place is refused. */
    static FileChannel open(Path file, OpenOption... options) throws IOException {
        var all = new java.util.HashSet<OpenOption>(Set.of(options));
        all.add(StandardOpenOption.CREATE);
        all.add(java.nio.file.LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, all, FILE);
    }

    static Fault fault(Path place, IOException e) {
        return Fault.of(
                Fault.Kind.FAILED,
                "home.unusable",
                "The local state in " + place + " cannot be used.",
                e.getClass().getSimpleName() + ": " + e.getMessage() + ".",
                "Make it writable for you, make room, or set DRAINBOARD_HOME to another directory.");
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
