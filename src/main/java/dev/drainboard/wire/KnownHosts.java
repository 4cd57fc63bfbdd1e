package dev.drainboard.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the known_hosts files say, read once. Ours and not JSch's: JSch refused a {@code *} pattern,
 * and takes every word but yes, ask and no of StrictHostKeyChecking for "do not check".
 */
final class KnownHosts {

    /** What the files say of a key that a host shows. */
    enum Judgement {
        KNOWN,
        /** Nothing is known of this host. */
        UNKNOWN,
        /** Keys are known, and this is none of them. */
        CHANGED,
        REVOKED
    }

    /** Nothing is known of any host. */
    static final KnownHosts NONE = new KnownHosts(List.of());

    private final List<KnownHost> lines;

    private KnownHosts(List<KnownHost> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * Files that are not there are skipped, as by ssh(1).
     *
     * @throws IOException if a file is there and cannot be read: a pin or a revocation may stand in
     *     it
     */
    static KnownHosts read(List<Path> files) throws IOException {
        var lines = new ArrayList<KnownHost>();
        for (var file : files) {
            try {
                int number = 0;
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String line : text.split("\n", -1)) {
                    KnownHost.parse(line, file, ++number).ifPresent(lines::add);
                }
            } catch (NoSuchFileException absent) {
                continue;
            }
        }
        return new KnownHosts(lines);
    }

    Judgement judge(KeyName name, HostKey key) {
        if (revocation(name, key).isPresent()) {
            return Judgement.REVOKED;
        }
        var pinned = pinned(name);
        if (pinned.isEmpty()) {
            return Judgement.UNKNOWN;
        }
        return pinned.stream().anyMatch(line -> line.key().same(key))
                ? Judgement.KNOWN
                : Judgement.CHANGED;
    }

    /** The line that says that this key of this host was revoked. */
    Optional<KnownHost> revocation(KeyName name, HostKey key) {
        return revoked(name).stream().filter(line -> line.key().same(key)).findFirst();
    }

    /** The keys that are kept of this host, under the first name of which any is kept. */
    List<KnownHost> pinned(KeyName name) {
        for (String lookedUp : name.lookedUp()) {
            var found = speaking(KnownHost.Marker.PLAIN, lookedUp);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Whose signature on a host certificate is good for this host. */
    List<KnownHost> authorities(KeyName name) {
        return ofAnyName(KnownHost.Marker.AUTHORITY, name);
    }

    List<KnownHost> revoked(KeyName name) {
        return ofAnyName(KnownHost.Marker.REVOKED, name);
    }

    private List<KnownHost> ofAnyName(KnownHost.Marker marker, KeyName name) {
        return name.lookedUp().stream()
                .flatMap(lookedUp -> speaking(marker, lookedUp).stream())
                .distinct()
                .toList();
    }

    private List<KnownHost> speaking(KnownHost.Marker marker, String name) {
        return lines.stream()
                .filter(line -> line.marker() == marker && line.speaksOf(name))
                .toList();
    }
}
