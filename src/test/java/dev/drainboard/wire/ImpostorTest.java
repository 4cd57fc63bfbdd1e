package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jcraft.jsch.JSch;
import dev.drainboard.wire.ShellException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.session.ServerConnectionServiceFactory;
import org.apache.sshd.server.session.ServerUserAuthServiceFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody else in the place of a host. Whatever the configuration says, he hears of no
 * authentication: not the user's name, not which keys we have.
 */
final class ImpostorTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static KeyPair ec;
    private static KeyPair rsa;
    private static KeyPair other;
    private static SshServer server;
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    @TempDir private Path home;

    @BeforeAll
    static void up() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ec = generator.generateKeyPair();
        other = generator.generateKeyPair();
        var rsaGenerator = KeyPairGenerator.getInstance("RSA");
        rsaGenerator.initialize(2048);
        rsa = rsaGenerator.generateKeyPair();
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(ec, rsa));
        server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
        server.setServiceFactories(
                List.of(new Overhearing(), ServerConnectionServiceFactory.INSTANCE));
        server.start();
    }

    /** Writes down each request for authentication, whatever becomes of it. */
    private static final class Overhearing extends ServerUserAuthServiceFactory {
        @Override
        public Service create(Session session) throws IOException {
            HEARD.add("ssh-userauth");
            return super.create(session);
        }
    }

    @AfterAll
    static void down() throws IOException {
        server.stop(true);
    }

    @BeforeEach
    void files() throws Exception {
        HEARD.clear();
        Files.createDirectories(home.resolve(".ssh"));
        var key = home.resolve(".ssh/id_ecdsa");
        com.jcraft.jsch.KeyPair.genKeyPair(new JSch(), com.jcraft.jsch.KeyPair.ECDSA, 256)
                .writePrivateKey(key.toString());
    }

    private Workstation workstation() {
        return new Workstation(home, home.resolve("etc"), "me", Map.of());
    }

    private static Target target() {
        return new Target(
                "127.0.0.1",
                Optional.empty(),
                OptionalInt.of(server.getPort()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private void config(String text) throws IOException {
        write("config", text);
    }

    private void known(String... lines) throws IOException {
        write("known_hosts", String.join("\n", lines) + "\n");
    }

    private void write(String name, String text) throws IOException {
        var file = home.resolve(".ssh/" + name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String line(PublicKey key) {
        var buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        var hostKey = HostKey.of(buffer.getCompactData());
        return "[127.0.0.1]:" + server.getPort() + " " + hostKey.type() + " " + hostKey.base64();
    }

    private ShellException refusal() {
        try (var shell = new SshShell(target(), workstation())) {
            return catchThrowableOfType(
                    ShellException.class, () -> shell.run(Script.of("test", ":"), SOON));
        }
    }

    private void refusedBeforeAnything(String words) {
        var refusal = refusal();
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(refusal.getMessage()).contains(words);
        assertThat(HEARD).as("what was heard of an authentication").isEmpty();
    }

    /** Without this the rest would prove nothing. */
    @Test
    void the_right_host_is_authenticated_to() throws Exception {
        known(line(ec.getPublic()));
        try (var shell = new SshShell(target(), workstation())) {
            catchThrowableOfType(
                    ShellException.class, () -> shell.run(Script.of("test", ":"), SOON));
        }
        assertThat(HEARD).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "yes, false", "no, false", "ask, false", "accept-new, false", "off, false",
        "yes, true", "no, true", "ask, true", "accept-new, true", "off, true"
    })
    void no_value_of_the_configuration_lets_an_impostor_in(String value, boolean changed)
            throws Exception {
        config("Host *\n  StrictHostKeyChecking " + value + "\n  UpdateHostKeys yes\n");
        if (changed) {
            known(line(other.getPublic()));
        }
        var before = JSch.getConfig("StrictHostKeyChecking");
        JSch.setConfig("StrictHostKeyChecking", value);
        try {
            refusedBeforeAnything(changed ? "another key" : "not known");
        } finally {
            JSch.setConfig("StrictHostKeyChecking", before == null ? "ask" : before);
        }
        assertThat(home.resolve(".ssh/known_hosts"))
                .as("nothing is learned on the way")
                .satisfies(
                        file -> {
                            if (changed) {
                                assertThat(file).hasContent(line(other.getPublic()));
                            } else {
                                assertThat(file).doesNotExist();
                            }
                        });
    }

    @Test
    void a_revoked_key_is_refused_though_it_is_known() throws Exception {
        known(line(ec.getPublic()), "@revoked " + line(ec.getPublic()));
        refusedBeforeAnything("revoked");
    }

    @Test
    void the_key_of_an_authority_is_no_host_key() throws Exception {
        known("@cert-authority " + line(ec.getPublic()));
        refusedBeforeAnything("not known");
    }

    @Test
    void another_type_than_the_one_that_is_known_is_refused() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        known(line(generator.generateKeyPair().getPublic()));
        refusedBeforeAnything("another key");
    }

    @Test
    void a_key_of_another_host_is_refused_under_an_alias() throws Exception {
        config("Host *\n  HostKeyAlias erp\n");
        known(line(ec.getPublic()));
        refusedBeforeAnything("not known");
    }

    @Test
    void a_known_hosts_file_that_the_configuration_empties_knows_nobody() throws Exception {
        config("Host *\n  UserKnownHostsFile /dev/null\n  GlobalKnownHostsFile none\n");
        known(line(ec.getPublic()));
        refusedBeforeAnything("not known");
    }

    @Test
    void the_type_that_is_known_is_asked_for() throws Exception {
        known(line(rsa.getPublic()));
        refusal();
        assertThat(HEARD).as("the server has an EC key too, and showed the RSA one").isNotEmpty();
    }

    @Test
    void the_words_have_fingerprint_and_command() throws Exception {
        var refusal = refusal();
        var buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(ec.getPublic());
        assertThat(refusal.getMessage())
                .contains(HostKey.of(buffer.getCompactData()).fingerprint());
        assertThat(refusal.fix()).contains("drainboard trust CLUSTER 127.0.0.1");
    }

    @Test
    void trust_shows_every_key_without_authenticating_and_keeps_them() throws Exception {
        var offer = new HostKeys(workstation()).offered(target());
        assertThat(HEARD).isEmpty();
        assertThat(offer.keys().stream().map(HostKeys.Offered::type))
                .containsExactly("ecdsa-sha2-nistp256", "ssh-rsa");
        assertThat(offer.keys())
                .allSatisfy(key -> assertThat(key.state()).isEqualTo(HostKeys.State.NEW));
        offer.keep(false);
        assertThat(new HostKeys(workstation()).offered(target()).known()).isTrue();
    }

    @Test
    void trust_never_replaces_a_key_unasked() throws Exception {
        known("# mine", line(other.getPublic()), "db " + line(rsa.getPublic()).split(" ", 2)[1]);
        var before = Files.readString(home.resolve(".ssh/known_hosts"));
        var offer = new HostKeys(workstation()).offered(target());
        assertThat(offer.changed()).isTrue();
        var refusal = catchThrowableOfType(ShellException.class, () -> offer.keep(false));
        assertThat(refusal.kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(home.resolve(".ssh/known_hosts")).hasContent(before);
        offer.keep(true);
        assertThat(Files.readString(home.resolve(".ssh/known_hosts")))
                .startsWith("# mine\ndb ssh-rsa")
                .doesNotContain(line(other.getPublic()))
                .contains(line(ec.getPublic()), line(rsa.getPublic()));
    }

    @Test
    void trust_keeps_no_revoked_key_and_touches_no_line_about_others() throws Exception {
        known("@revoked " + line(ec.getPublic()));
        var revoked = new HostKeys(workstation()).offered(target());
        assertThat(catchThrowableOfType(ShellException.class, () -> revoked.keep(true)).kind())
                .isEqualTo(Kind.UNTRUSTED);
        known("* " + line(other.getPublic()).split(" ", 2)[1]);
        var wild = new HostKeys(workstation()).offered(target());
        assertThat(catchThrowableOfType(ShellException.class, () -> wild.keep(true)).getMessage())
                .contains("known_hosts:1");
    }

    /** What a server may say instead of SSH; each ends soon, and says that nothing was sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing", "close", "garbage", "endless banner", "endless line", "drip",
                "huge packet", "zero packet", "ssh1", "http", "random", "half version"
            })
    void a_server_that_speaks_nonsense_ends_soon(String behaviour) throws Exception {
        var limits =
                new Limits(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1));
        try (var evil = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serveNonsense(evil, behaviour));
            var target = RealSshd.target("me", evil.getLocalPort(), false);
            var dialer = new Dialer(workstation(), limits);
            long began = System.nanoTime();
            try (var shell =
                    new SshShell(
                            target,
                            new Line(target, dialer, InstantSource.system()),
                            dialer::close)) {
                var failure =
                        catchThrowableOfType(
                                ShellException.class,
                                () -> shell.run(Script.of("test", ":"), SOON));
                assertThat(failure.kind()).isIn(Kind.UNREACHABLE, Kind.UNUSABLE);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void serveNonsense(ServerSocket evil, String behaviour) {
        try (var socket = evil.accept()) {
            speak(socket, behaviour);
        } catch (IOException | InterruptedException gone) {
            return;
        }
    }

    private static void speak(Socket socket, String behaviour)
            throws IOException, InterruptedException {
        var out = socket.getOutputStream();
        var version = "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII);
        var random = new java.util.Random(7);
        switch (behaviour) {
            case "nothing" -> Thread.sleep(8000);
            case "close" -> {}
            case "garbage" -> out.write(new byte[] {0, 1, 2, 3, (byte) 0xff, '\n'});
            case "endless banner" -> {
                while (true) {
                    out.write("welcome\r\n".getBytes());
                }
            }
            case "endless line" -> {
                while (true) {
                    out.write(new byte[4096]);
                }
            }
            case "drip" -> {
                while (true) {
                    out.write('S');
                    Thread.sleep(100);
                }
            }
            case "huge packet" -> {
                out.write(version);
                out.write(new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 4, 20});
                Thread.sleep(8000);
            }
            case "zero packet" -> {
                out.write(version);
                out.write(new byte[64]);
                Thread.sleep(8000);
            }
            case "ssh1" -> out.write("SSH-1.5-old\r\n".getBytes());
            case "http" -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            case "random" -> {
                out.write(version);
                var bytes = new byte[100_000];
                random.nextBytes(bytes);
                out.write(bytes);
            }
            case "half version" -> {
                out.write("SSH-2.0".getBytes());
                Thread.sleep(8000);
            }
            default -> throw new IllegalArgumentException(behaviour);
        }
    }
}
