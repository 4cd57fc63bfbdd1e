package dev.drainboard.wire;

import dev.drainboard.wire.KnownHosts.Judgement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Shows the keys of a host to a person, and keeps them when that person says so: the only way by
 * which we come to trust a key. Nothing is authenticated to the host that is asked.
 */
public final class HostKeys {

    private final Workstation workstation;

    public HostKeys(Workstation workstation) {
        this.workstation = Objects.requireNonNull(workstation);
    }

    /** What an offered key is to us. */
    public enum State {
        KNOWN,
        NEW,
        /** Another key is kept in its place. */
        CHANGED,
        REVOKED
    }

    /**
     * A key that the host proved to have.
     *
     * @param fingerprint {@code SHA256:...}
     * @param picture the key as eleven lines of ssh-keygen's randomart
     */
    public record Offered(String type, String fingerprint, String picture, State state) {}

    /** All keys of one host on the way, and where they would be kept. */
    public static final class Offer {
        private final Hop hop;
        private final List<HostKey> keys;
        private final KnownHosts known;

        private Offer(Hop hop, List<HostKey> keys, KnownHosts known) {
            this.hop = hop;
            this.keys = keys;
            this.known = known;
        }

        /** The host that was asked: the first on the way whose key is not known. */
        public String host() {
            return hop.text();
        }

        public Path file() {
            return hop.knownHosts().getFirst();
        }

        public List<Offered> keys() {
            return keys.stream()
                    .map(
                            key ->
                                    new Offered(
                                            key.type(),
                                            key.fingerprint(),
                                            Randomart.of(key),
                                            state(key)))
                    .toList();
        }

        /** Nothing has to be done. */
        public boolean known() {
            return any(State.KNOWN) && !changed() && !revoked();
        }

        /** Other keys are kept of this host: it was set up anew, or this is another one. */
        public boolean changed() {
            return any(State.CHANGED);
        }

        public boolean revoked() {
            return any(State.REVOKED);
        }

        private boolean any(State state) {
            return keys.stream().anyMatch(key -> state(key) == state);
        }

        /** A key of a new type is no change as long as the host still has one that is kept. */
        private State state(HostKey key) {
            return switch (known.judge(hop.keyName(), key)) {
                case KNOWN -> State.KNOWN;
                case REVOKED -> State.REVOKED;
                case UNKNOWN -> State.NEW;
                case CHANGED -> {
                    var pinned = known.pinned(hop.keyName());
                    boolean sameType =
                            pinned.stream().anyMatch(line -> line.key().type().equals(key.type()));
                    boolean anyKept =
                            keys.stream()
                                    .anyMatch(
                                            k -> known.judge(hop.keyName(), k) == Judgement.KNOWN);
                    yield anyKept && !sameType ? State.NEW : State.CHANGED;
                }
            };
        }

        /**
         * Keeps the keys in {@link #file}.
         *
         * @param replace takes out the keys that are kept of this host and are none of these; the
         *     file as it was stays beside it as {@code .old}
         * @throws ShellException {@code UNTRUSTED} if a key was revoked, or if keys would have to
         *     be replaced and that was not said; {@code UNUSABLE} if the file cannot be written
         */
        public void keep(boolean replace) throws ShellException {
            if (revoked()) {
                throw failure(
                        ShellException.Kind.UNTRUSTED,
                        "a key of " + host() + " was revoked",
                        "do not connect; ask who revoked it",
                        null);
            }
            if (changed() && !replace) {
                throw failure(
                        ShellException.Kind.UNTRUSTED,
                        "other keys are kept of " + host() + " in " + file(),
                        "find out why they changed; if rightly, say that they are to be replaced",
                        null);
            }
            try {
                var target = new KnownHostsFile(file());
                if (changed()) {
                    target.remove(outdated());
                }
                target.append(
                        hop.keyName(),
                        keys.stream().filter(key -> state(key) != State.KNOWN).toList(),
                        hop.options().hashKnownHosts());
            } catch (IOException e) {
                throw failure(
                        ShellException.Kind.UNUSABLE,
                        file() + " cannot be written: " + e.getMessage(),
                        "make it writable, or name another with `knownHosts`",
                        e);
            }
        }

        /** Lines that stand in the way; none is taken out that speaks of other hosts too. */
        private List<KnownHost> outdated() throws ShellException {
            var outdated = new ArrayList<KnownHost>();
            for (var line : known.pinned(hop.keyName())) {
                if (keys.contains(line.key())) {
                    continue;
                }
                if (!line.file().equals(file()) || line.hosts().matches(".*[*?!].*")) {
                    throw failure(
                            ShellException.Kind.UNUSABLE,
                            "the old key of "
                                    + host()
                                    + " stands in "
                                    + line.where()
                                    + ", which speaks of other hosts too or is not ours to write",
                            "take it out by hand",
                            null);
                }
                outdated.add(line);
            }
            return outdated;
        }

        private ShellException failure(
                ShellException.Kind kind, String message, String fix, Throwable cause) {
            return new ShellException(kind, hop.asked(), message, fix, cause);
        }
    }

    /**
     * The keys of the first host on the way to {@code target} that is not known, or of the target:
     * a jump host has to be trusted before one can be signed in to it and look further.
     *
     * @throws ShellException {@code UNREACHABLE} or {@code UNUSABLE}; {@code REFUSED} by a jump
     *     host
     */
    public Offer offered(Target target) throws ShellException {
        var route = Hop.route(workstation, target);
        var dialer = new Dialer(workstation, Limits.USUAL);
        try {
            for (int length = 1; ; length++) {
                var offer = offer(dialer, route.subList(0, length));
                if (length == route.size() || !offer.known()) {
                    return offer;
                }
            }
        } finally {
            dialer.close();
        }
    }

    private static Offer offer(Dialer dialer, List<Hop> route) throws ShellException {
        var keys = new ArrayList<HostKey>();
        for (String algorithms : Pins.oneKeyAtATime()) {
            dialer.hostKey(route, algorithms).ifPresent(keys::add);
        }
        var hop = route.getLast();
        if (keys.isEmpty()) {
            throw new ShellException(
                    ShellException.Kind.UNUSABLE,
                    hop.asked(),
                    hop.text() + " has no host key of a kind that is safe to use",
                    "make one there: ssh-keygen -A",
                    null);
        }
        try {
            return new Offer(hop, List.copyOf(keys), KnownHosts.read(hop.knownHosts()));
        } catch (IOException e) {
            throw new ShellException(
                    ShellException.Kind.UNUSABLE,
                    hop.asked(),
                    "known hosts cannot be read: " + e.getMessage(),
                    "make the file readable",
                    e);
        }
    }
}
