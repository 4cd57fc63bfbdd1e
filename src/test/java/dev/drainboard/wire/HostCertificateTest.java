package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts whose keys are signed by an authority, with OpenSSH's own sshd and ssh-keygen. */
final class HostCertificateTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private RealSshd sshd;
    private String authority;
    private String stranger;

    @BeforeEach
    void up() throws Exception {
        sshd = RealSshd.start();
        sshd.down();
        var directory = sshd.directory();
        for (String name : new String[] {"authority", "stranger"}) {
            keygen("-q", "-t", "ed25519", "-N", "", "-f", directory.resolve(name).toString());
        }
        authority = key(directory.resolve("authority.pub"));
        stranger = key(directory.resolve("stranger.pub"));
        Files.writeString(
                directory.resolve("sshd_config"),
                "HostCertificate " + directory.resolve("host_ed25519-cert.pub") + "\n",
                java.nio.file.StandardOpenOption.APPEND);
    }

    @AfterEach
    void down() throws Exception {
        if (sshd != null) {
            sshd.close();
        }
    }

    private static String key(Path file) throws Exception {
        var words = Files.readString(file).split(" ");
        return words[0] + " " + words[1].strip();
    }

    private static void keygen(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(java.util.List.of("ssh-keygen"));
        command.addAll(java.util.List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private void signed(String by, String principals, String validity) throws Exception {
        keygen(
                "-q",
                "-s",
                sshd.directory().resolve(by).toString(),
                "-I",
                "host",
                "-h",
                "-n",
                principals,
                "-V",
                validity,
                sshd.directory().resolve("host_ed25519.pub").toString());
        sshd.up();
    }

    private void known(String... lines) throws Exception {
        Files.writeString(sshd.knownHosts(), String.join("\n", lines) + "\n");
    }

    private ShellException outcome() throws Exception {
        try (var shell = new SshShell(sshd.target("root"), sshd.workstation())) {
            return catchThrowableOfType(
                    ShellException.class, () -> shell.run(Script.of("test", ":"), SOON));
        }
    }

    private void refused() throws Exception {
        var refusal = outcome();
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(ShellException.Kind.UNTRUSTED);
        assertThat(sshd.log()).doesNotContain("Accepted publickey").doesNotContain("userauth");
    }

    @Test
    void a_certificate_of_a_known_authority_is_trusted() throws Exception {
        signed("authority", "127.0.0.1", "+1d");
        known("@cert-authority [127.0.0.1]:* " + authority);
        assertThat(outcome()).isNull();
    }

    @Test
    void a_certificate_of_a_stranger_is_not() throws Exception {
        signed("stranger", "127.0.0.1", "+1d");
        known("@cert-authority [127.0.0.1]:* " + authority);
        refused();
    }

    @Test
    void an_authority_counts_only_for_its_hosts() throws Exception {
        signed("stranger", "127.0.0.1", "+1d");
        known(
                "@cert-authority [127.0.0.1]:* " + authority,
                "@cert-authority *.example.net " + stranger);
        refused();
    }

    @Test
    void a_certificate_for_another_host_is_not_trusted() throws Exception {
        signed("authority", "db.example.net", "+1d");
        known("@cert-authority [127.0.0.1]:* " + authority);
        refused();
    }

    @Test
    void a_certificate_that_has_run_out_is_not_trusted() throws Exception {
        signed("authority", "127.0.0.1", "20200101:20200201");
        known("@cert-authority [127.0.0.1]:* " + authority);
        refused();
    }

    @Test
    void a_revoked_authority_or_key_is_not_trusted() throws Exception {
        signed("authority", "127.0.0.1", "+1d");
        known("@cert-authority [127.0.0.1]:* " + authority, "@revoked * " + authority);
        refused();
        known(
                "@cert-authority [127.0.0.1]:* " + authority,
                "@revoked * " + sshd.hostKey("ed25519"));
        refused();
    }
}
