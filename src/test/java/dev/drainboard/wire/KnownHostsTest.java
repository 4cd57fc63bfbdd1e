package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.wire.KnownHosts.Judgement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnownHostsTest {

    private static final HostKey KEY = key("ssh-ed25519", 1);
    private static final HostKey OTHER = key("ssh-ed25519", 2);

    @TempDir private Path directory;

    private static HostKey key(String type, int seed) {
        var blob = new byte[4 + type.length() + 36];
        blob[3] = (byte) type.length();
        System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, blob, 4, type.length());
        blob[blob.length - 1] = (byte) seed;
        return HostKey.of(blob);
    }

    private static String line(String hosts, HostKey key) {
        return hosts + " " + key.type() + " " + key.base64();
    }

    private KnownHosts file(String... lines) throws IOException {
        var file = directory.resolve("known_hosts");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return KnownHosts.read(List.of(directory.resolve("absent"), file));
    }

    private static KeyName name(String host, int port) {
        return new KeyName(host, port, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    erp,                 erp,      22,   true
                    erp,                 ERP,      22,   true
                    ERP,                 erp,      22,   true
                    erp,                 erp2,     22,   false
                    erp,                 erp,      2223, true
                    [erp]:2223,          erp,      2223, true
                    [erp]:2223,          erp,      22,   false
                    [erp]:2223,          erp,      2224, false
                    'a,erp,b',           erp,      22,   true
                    *,                   erp,      22,   true
                    *.example.net,       a.example.net, 22, true
                    '*.example.net,!b.example.net', b.example.net, 22, false
                    '!b.example.net,*.example.net', b.example.net, 22, false
                    er?,                 erp,      22,   true
                    er?,                 er,       22,   false
                    [10.0.0.*]:2223,     10.0.0.7, 2223, true
                    '!erp',              erp,      22,   false
                    """)
    void patterns_speak_of_hosts_as_openssh_has_it(
            String hosts, String host, int port, boolean known) throws IOException {
        assertThat(file(line(hosts, KEY)).judge(name(host, port), KEY))
                .isEqualTo(known ? Judgement.KNOWN : Judgement.UNKNOWN);
    }

    @Test
    void a_hashed_name_is_found() throws IOException {
        var salt = Base64.getDecoder().decode("F1E1KeoE/eEWhi10WpGv4OdiO6Y=");
        // as `ssh-keygen -H` wrote it in OpenSSH's own documentation of the form
        var hashed = KnownHost.hashedName(salt, "192.168.1.61");
        assertThat(hashed)
                .isEqualTo("|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=");
        var known = file(line(hashed, KEY));
        assertThat(known.judge(name("192.168.1.61", 22), KEY)).isEqualTo(Judgement.KNOWN);
        assertThat(known.judge(name("192.168.1.62", 22), KEY)).isEqualTo(Judgement.UNKNOWN);
    }

    @Test
    void another_key_in_the_place_of_a_kept_one_is_a_change() throws IOException {
        assertThat(file(line("erp", OTHER)).judge(name("erp", 22), KEY))
                .isEqualTo(Judgement.CHANGED);
        assertThat(file(line("erp", key("ssh-rsa", 1))).judge(name("erp", 22), KEY))
                .isEqualTo(Judgement.CHANGED);
        assertThat(file(line("erp", OTHER), line("erp", KEY)).judge(name("erp", 22), KEY))
                .isEqualTo(Judgement.KNOWN);
    }

    @Test
    void a_revoked_key_is_never_known_wherever_it_is_kept() throws IOException {
        assertThat(
                        file(line("erp", KEY), "@revoked " + line("*", KEY))
                                .judge(name("erp", 2223), KEY))
                .isEqualTo(Judgement.REVOKED);
    }

    @Test
    void an_authority_is_no_key_of_the_host() throws IOException {
        var known = file("@cert-authority " + line("*.net", KEY));
        assertThat(known.judge(name("a.net", 22), KEY)).isEqualTo(Judgement.UNKNOWN);
        assertThat(known.authorities(name("a.net", 22))).hasSize(1);
        assertThat(known.authorities(name("a.org", 22))).isEmpty();
    }

    @Test
    void lines_that_say_nothing_are_passed_over() throws IOException {
        var known =
                file(
                        "",
                        "# " + line("erp", KEY),
                        "erp",
                        "erp ssh-ed25519",
                        "erp ssh-ed25519 %%%",
                        "erp ssh-rsa " + KEY.base64(),
                        "@unknown " + line("erp", KEY),
                        "erp 1024 35 1234");
        assertThat(known.judge(name("erp", 22), KEY)).isEqualTo(Judgement.UNKNOWN);
    }

    @Test
    void an_alias_is_the_only_name() throws IOException {
        var alias = new KeyName("10.0.0.1", 2223, Optional.of("erp"));
        assertThat(file(line("erp", KEY)).judge(alias, KEY)).isEqualTo(Judgement.KNOWN);
        assertThat(file(line("10.0.0.1", KEY)).judge(alias, KEY)).isEqualTo(Judgement.UNKNOWN);
    }

    @Test
    void a_file_that_cannot_be_read_is_no_empty_file() throws IOException {
        var unreadable = Files.createDirectory(directory.resolve("directory"));
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> KnownHosts.read(List.of(unreadable))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void fifty_writers_lose_no_line_and_tear_none() throws Exception {
        var file = directory.resolve("new/known_hosts");
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 50; i++) {
            var mine = name("node" + i, 22);
            threads.add(Thread.ofVirtual().start(() -> append(file, mine)));
        }
        for (var thread : threads) {
            thread.join();
        }
        var known = KnownHosts.read(List.of(file));
        for (int i = 0; i < 50; i++) {
            assertThat(known.judge(name("node" + i, 22), KEY)).isEqualTo(Judgement.KNOWN);
        }
        assertThat(Files.readAllLines(file)).hasSize(50);
    }

    private static void append(Path file, KeyName name) {
        try {
            new KnownHostsFile(file).append(name, List.of(KEY), name.host().endsWith("7"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void writing_keeps_every_byte_that_was_there() throws IOException {
        var file = directory.resolve("known_hosts");
        var old = "# mine\n\n" + line("erp", OTHER) + "\n" + line("db", KEY) + " by hand";
        Files.writeString(file, old);
        var writer = new KnownHostsFile(file);
        writer.append(name("erp", 2223), List.of(KEY), false);
        assertThat(Files.readString(file)).isEqualTo(old + "\n" + line("[erp]:2223", KEY) + "\n");
        writer.remove(KnownHosts.read(List.of(file)).pinned(name("erp", 22)));
        assertThat(Files.readString(file))
                .isEqualTo(
                        "# mine\n\n"
                                + line("db", KEY)
                                + " by hand\n"
                                + line("[erp]:2223", KEY)
                                + "\n");
        assertThat(Files.readString(directory.resolve("known_hosts.old"))).startsWith(old);
    }

    @Test
    void a_link_to_the_file_stays_a_link() throws IOException {
        var real = directory.resolve("real");
        Files.writeString(real, line("erp", OTHER) + "\n");
        var link = Files.createSymbolicLink(directory.resolve("link"), real);
        new KnownHostsFile(link).remove(KnownHosts.read(List.of(link)).pinned(name("erp", 22)));
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).isEmptyFile();
    }
}
