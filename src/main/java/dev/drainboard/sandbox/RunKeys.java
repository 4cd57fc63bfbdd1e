package dev.drainboard.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/**
 * The keys of one run: whoever holds the client's may sign in, and the hosts' are written down
 * before anybody has to believe one. NIST curves, since every JDK has them.
 */
final class RunKeys {

    private final Path identity;
    private final Path knownHosts;
    private final KeyPair client;

    /** Makes the client's key and an empty list of hosts. */
    RunKeys(Path root) throws IOException, GeneralSecurityException {
        this.identity = root.resolve("client_key");
        this.knownHosts = root.resolve("known_hosts");
        this.client = make();
        var text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(client, "sandbox", null, text);
        Files.createFile(
                identity,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(identity, text.toByteArray());
    }

    static KeyPair make() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    PublicKey client() {
        return client.getPublic();
    }

    /** Where the client's private key is. */
    Path identity() {
        return identity;
    }

    Path knownHosts() {
        return knownHosts;
    }

    void know(List<SshHost> hosts) throws IOException {
        Files.write(
                knownHosts,
                hosts.stream()
                        .map(
                                host ->
                                        "["
                                                + host.host().address()
                                                + "]:"
                                                + host.port()
                                                + " "
                                                + PublicKeyEntry.toString(host.key()))
                        .toList());
    }
}
