package dev.drainboard.wire;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Vector;

/**
 * The keys that are offered to one hop: those that the configuration names (from the agent where it
 * holds them), then the agent's others unless IdentitiesOnly forbids, then the default files. A key
 * that the cluster file names is the only one. At most five, because servers hang up after six
 * tries and an agent may hold twenty.
 */
final class Keys implements IdentityRepository {

    private static final int MOST = 5;
    private static final List<String> DEFAULTS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final List<Identity> offered = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();

    private Keys() {}

    /**
     * @throws ShellException {@code UNUSABLE} if there is no key to offer
     */
    static Keys of(Workstation workstation, Hop hop) throws ShellException {
        var keys = new Keys();
        var agent = keys.agent(hop.options().agent());
        var named = hop.identity().map(List::of).orElse(hop.options().identityFiles());
        keys.add(named, agent, true);
        if (hop.identity().isEmpty() && !hop.options().identitiesOnly()) {
            agent.stream().filter(i -> !keys.offered.contains(i)).forEach(keys.offered::add);
        }
        if (named.isEmpty()) {
            keys.add(DEFAULTS.stream().map(workstation.ssh()::resolve).toList(), agent, false);
        }
        if (keys.offered.isEmpty()) {
            throw keys.nothingToOffer(hop);
        }
        while (keys.offered.size() > MOST) {
            keys.passedOver.add(keys.offered.removeLast().getName() + " is one too many");
        }
        return keys;
    }

    private void add(List<Path> files, List<Identity> agent, boolean named) {
        for (var file : files) {
            var publicKey = publicKey(file);
            agent.stream()
                    .filter(identity -> same(identity, publicKey))
                    .findFirst()
                    .or(() -> load(file, named))
                    .filter(identity -> !offered.contains(identity))
                    .ifPresent(offered::add);
        }
    }

    private List<Identity> agent(Optional<Path> socket) {
        if (socket.isEmpty()) {
            passedOver.add("no agent (SSH_AUTH_SOCK is not set)");
            return List.of();
        }
        try {
            var agent = new AgentIdentityRepository(new SSHAgentConnector(socket.get()));
            var identities = List.copyOf(agent.getIdentities());
            if (identities.isEmpty()) {
                passedOver.add("the agent at " + socket.get() + " holds no key");
            }
            return identities;
        } catch (AgentProxyException e) {
            passedOver.add("the agent at " + socket.get() + " does not answer");
            return List.of();
        }
    }

    private static Optional<byte[]> publicKey(Path file) {
        try {
            var words =
                    Files.readString(file.resolveSibling(file.getFileName() + ".pub")).split(" ");
            return words.length < 2
                    ? Optional.empty()
                    : Optional.of(Base64.getDecoder().decode(words[1].strip()));
        } catch (IOException | IllegalArgumentException noPublicKey) {
            return Optional.empty();
        }
    }

    private static boolean same(Identity identity, Optional<byte[]> publicKey) {
        return publicKey.filter(key -> Arrays.equals(key, identity.getPublicKeyBlob())).isPresent();
    }

    private Optional<Identity> load(Path file, boolean named) {
        if (!Files.exists(file)) {
            if (named) {
                passedOver.add(file + " is not there");
            }
            return Optional.empty();
        }
        try {
            var jsch = new JSch();
            var certificate = file.resolveSibling(file.getFileName() + "-cert.pub");
            if (Files.exists(certificate)) {
                jsch.addIdentity(file.toString(), certificate.toString(), null);
            } else {
                jsch.addIdentity(file.toString());
            }
            var identity = jsch.getIdentityRepository().getIdentities().getFirst();
            if (identity.isEncrypted()) {
                passedOver.add(file + " is locked by a passphrase and not in the agent");
                return Optional.empty();
            }
            return Optional.of(identity);
        } catch (JSchException e) {
            passedOver.add(file + " cannot be read as a key");
            return Optional.empty();
        }
    }

    private ShellException nothingToOffer(Hop hop) {
        var locked = passedOver.stream().filter(word -> word.contains(" is locked ")).findFirst();
        return new ShellException(
                ShellException.Kind.UNUSABLE,
                hop.asked(),
                "no key to sign in to " + hop.text() + " with: " + String.join("; ", passedOver),
                locked.map(word -> "ssh-add " + word.substring(0, word.indexOf(" is locked ")))
                        .orElse("ssh-add a key, or name one with `identity` in the cluster file"),
                null);
    }

    /** For the words of a refusal: what was offered, and what was not. */
    String text() {
        var names = offered.stream().map(Identity::getName).toList();
        return String.join(", ", names)
                + (passedOver.isEmpty() ? "" : " (" + String.join("; ", passedOver) + ")");
    }

    @Override
    public String getName() {
        return "the keys of one host";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public Vector<Identity> getIdentities() {
        return new Vector<>(offered);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        // nothing is kept beyond one connection
    }
}
