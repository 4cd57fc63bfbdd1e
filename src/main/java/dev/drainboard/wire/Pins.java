package dev.drainboard.wire;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The known keys of one hop, as JSch asks for them in the middle of the key exchange, before
 * anything of an authentication is sent. It remembers the key that was shown. JSch cannot add to it
 * or take from it: trusting is another act, by a person ({@link HostKeys}).
 */
final class Pins implements HostKeyRepository {

    private static final List<String> ALGORITHMS =
            List.of(
                    "ssh-ed25519",
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521",
                    "rsa-sha2-512",
                    "rsa-sha2-256");

    private final KnownHosts known;
    private final KeyName name;
    private final Runnable decided;
    private volatile HostKey shown;

    /**
     * @param decided is called when the host's key has been judged
     */
    Pins(KnownHosts known, KeyName name, Runnable decided) {
        this.known = known;
        this.name = name;
        this.decided = decided;
    }

    @Override
    public int check(String host, byte[] key) {
        shown = HostKey.of(key);
        decided.run();
        return switch (known.judge(name, shown)) {
            case KNOWN -> OK;
            case UNKNOWN -> NOT_INCLUDED;
            case CHANGED, REVOKED -> CHANGED;
        };
    }

    /** The key that the host proved to have, if it came to that. */
    Optional<HostKey> shown() {
        return Optional.ofNullable(shown);
    }

    KnownHosts.Judgement judgement(HostKey key) {
        return known.judge(name, key);
    }

    Optional<KnownHost> revocation(HostKey key) {
        return known.revocation(name, key);
    }

    /** For a message: the keys that are kept of this host, and where. */
    String known() {
        return known.pinned(name).stream()
                .map(line -> line.key() + " (" + line.where() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Asked for when a certificate is shown: whose word counts for this host, and whose not. */
    @Override
    public com.jcraft.jsch.HostKey[] getHostKey() {
        decided.run();
        return Stream.of(known.authorities(name), known.revoked(name))
                .flatMap(Collection::stream)
                .map(Pins::theirs)
                .toArray(com.jcraft.jsch.HostKey[]::new);
    }

    @Override
    public com.jcraft.jsch.HostKey[] getHostKey(String host, String type) {
        return Stream.of(known.pinned(name), known.revoked(name))
                .flatMap(Collection::stream)
                .map(Pins::theirs)
                .toArray(com.jcraft.jsch.HostKey[]::new);
    }

    /** The lines are chosen already, so for JSch they speak of every host. */
    private static com.jcraft.jsch.HostKey theirs(KnownHost line) {
        var marker =
                switch (line.marker()) {
                    case PLAIN -> "";
                    case AUTHORITY -> "@cert-authority";
                    case REVOKED -> "@revoked";
                };
        try {
            return new com.jcraft.jsch.HostKey(marker, "*", 0, line.key().blob(), "");
        } catch (JSchException e) {
            throw new IllegalStateException("a key that was read is a key", e);
        }
    }

    /**
     * Which kinds of host key we ask for: those first of which one is kept, so that a host with
     * several shows the one we know; certificates only where an authority is known.
     */
    String algorithms() {
        var asked = new ArrayList<String>();
        if (!known.authorities(name).isEmpty()) {
            ALGORITHMS.forEach(algorithm -> asked.add(algorithm + "-cert-v01@openssh.com"));
        }
        var pinned = known.pinned(name).stream().map(line -> line.key().type()).toList();
        ALGORITHMS.stream().filter(a -> pinned.contains(type(a))).forEach(asked::add);
        ALGORITHMS.stream().filter(a -> !pinned.contains(type(a))).forEach(asked::add);
        return String.join(",", asked);
    }

    /**
     * The algorithms by which a host shows one key after the other. Three connections and not five:
     * newer servers punish those who leave without signing in.
     */
    static List<String> oneKeyAtATime() {
        return List.of(
                "ssh-ed25519",
                "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521",
                "rsa-sha2-512,rsa-sha2-256");
    }

    private static String type(String algorithm) {
        return algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm;
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "known_hosts";
    }

    @Override
    public void add(com.jcraft.jsch.HostKey key, UserInfo person) {
        throw new UnsupportedOperationException("a key is trusted by a person, not on the way");
    }

    @Override
    public void remove(String host, String type) {
        remove(host, type, null);
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("a key is never replaced on the way");
    }
}
