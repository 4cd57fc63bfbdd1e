package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SshConfigTest {

    @TempDir private Path directory;
    private Workstation workstation;

    @BeforeEach
    void home() throws IOException {
        Files.createDirectories(directory.resolve("home/.ssh/conf.d"));
        Files.createDirectories(directory.resolve("etc"));
        workstation =
                new Workstation(
                        directory.resolve("home"),
                        directory.resolve("etc"),
                        "me",
                        Map.of("SSH_AUTH_SOCK", "/run/agent", "KEYS", "/keys"));
    }

    private void config(String text) throws IOException {
        write("home/.ssh/config", text);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
        Files.setPosixFilePermissions(
                directory.resolve(file), PosixFilePermissions.fromString("rw-------"));
    }

    private SshOptions resolve(String host) throws ShellException {
        return SshConfig.resolve(workstation, host, Optional.empty(), OptionalInt.empty());
    }

    private ShellException refusal(String host) {
        return catchThrowableOfType(ShellException.class, () -> resolve(host));
    }

    @Test
    void without_any_file_there_are_defaults() throws Exception {
        var options = resolve("erp");
        assertThat(options.hostName()).isEqualTo("erp");
        assertThat(options.user()).isEqualTo("me");
        assertThat(options.port()).isEqualTo(22);
        assertThat(options.agent()).contains(Path.of("/run/agent"));
        assertThat(options.jump()).isEmpty();
        assertThat(options.userKnownHosts().getFirst())
                .isEqualTo(directory.resolve("home/.ssh/known_hosts"));
    }

    @Test
    void the_first_value_counts_and_identity_files_add_up() throws Exception {
        config(
                """
                Host erp*
                  HostName %h.example.net
                  User=ops
                  Port 2222   # ours
                  IdentityFile ~/.ssh/a
                  IdentityFile "%d/.ssh/b c"
                Host *
                  User other
                  IdentityFile ${KEYS}/%r
                  ConnectTimeout 9
                """);
        write("etc/ssh_config", "Host *\n  User third\n  HashKnownHosts yes\n");
        var options = resolve("erp1");
        assertThat(options.hostName()).isEqualTo("erp1.example.net");
        assertThat(options.user()).isEqualTo("ops");
        assertThat(options.port()).isEqualTo(2222);
        assertThat(options.identityFiles())
                .containsExactly(
                        directory.resolve("home/.ssh/a"),
                        directory.resolve("home/.ssh/b c"),
                        Path.of("/keys/ops"));
        assertThat(options.connectTimeout()).contains(Duration.ofSeconds(9));
        assertThat(options.hashKnownHosts()).isTrue();
    }

    @Test
    void the_cluster_file_goes_before_the_configuration() throws Exception {
        config("User ops\nPort 2222\n");
        var options =
                SshConfig.resolve(workstation, "erp", Optional.of("root"), OptionalInt.of(2200));
        assertThat(options.user()).isEqualTo("root");
        assertThat(options.port()).isEqualTo(2200);
    }

    @Test
    void a_negated_pattern_excludes() throws Exception {
        config("Host *.net !db.net\n  User ops\n");
        assertThat(resolve("erp.net").user()).isEqualTo("ops");
        assertThat(resolve("db.net").user()).isEqualTo("me");
    }

    @Test
    void includes_are_followed_where_they_apply() throws Exception {
        config("Host erp\n  Include conf.d/*.conf\nHost *\n  User last\n");
        write("home/.ssh/conf.d/1.conf", "User first\n");
        write("home/.ssh/conf.d/2.conf", "Host db\n  Port 1\nHost erp\n  Port 2\n");
        assertThat(resolve("erp").user()).isEqualTo("first");
        assertThat(resolve("erp").port()).isEqualTo(2);
        assertThat(resolve("db").user()).isEqualTo("last");
        assertThat(resolve("db").port()).isEqualTo(22);
    }

    @Test
    void a_ring_of_includes_ends() throws Exception {
        config("Include config\n");
        assertThat(refusal("erp").kind()).isEqualTo(ShellException.Kind.UNUSABLE);
    }

    @Test
    void match_goes_by_host_user_and_all() throws Exception {
        config(
                """
                Host erp
                  HostName 10.0.0.1
                Match host 10.0.0.* user me
                  Port 1
                Match originalhost db,web !localuser you
                  Port 2
                Match all
                  User ops
                """);
        assertThat(resolve("erp").port()).isEqualTo(1);
        assertThat(resolve("web").port()).isEqualTo(2);
        assertThat(resolve("erp").user()).isEqualTo("ops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProxyCommand nc %h %p",
                "BindAddress 10.0.0.1",
                "CanonicalizeHostname yes",
                "RevokedHostKeys /etc/ssh/revoked",
                "Match exec \"true\"",
                "Match final",
                "ProxyJmp bastion",
                "Port"
            })
    void what_would_lead_elsewhere_is_refused_with_file_and_line(String line) throws Exception {
        config("# a comment\nHost erp\n  " + line + "\n");
        var refusal = refusal("erp");
        assertThat(refusal.kind()).isEqualTo(ShellException.Kind.UNUSABLE);
        assertThat(refusal.getMessage()).contains("config:3: ").contains(line.split(" ")[0]);
        assertThat(refusal.fix()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProxyCommand nc %h %p", "ProxyJmp bastion", "BindAddress 10.0.0.1"})
    void what_is_said_of_other_hosts_is_nothing_to_us(String line) throws Exception {
        config("Host db\n  " + line + "\n");
        assertThat(resolve("erp").hostName()).isEqualTo("erp");
    }

    @Test
    void harmless_values_and_unknown_words_that_are_announced_pass() throws Exception {
        config(
                """
                IgnoreUnknown UseKeychain2,Add*2
                UseKeychain2 yes
                AddKeys2 yes
                ProxyCommand none
                CanonicalizeHostname no
                ForwardAgent yes
                LocalForward 8080 localhost:80
                StrictHostKeyChecking no
                """);
        assertThat(resolve("erp").jump()).isEmpty();
    }

    @Test
    void a_file_that_others_may_write_is_refused_as_by_ssh() throws Exception {
        config("User ops\n");
        Files.setPosixFilePermissions(
                directory.resolve("home/.ssh/config"),
                PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(refusal("erp").fix()).startsWith("chmod 600 ");
    }

    @Test
    void the_agent_is_the_one_that_is_named() throws Exception {
        config("Host a\n IdentityAgent none\nHost b\n IdentityAgent ~/agent\n");
        assertThat(resolve("a").agent()).isEmpty();
        assertThat(resolve("b").agent()).contains(directory.resolve("home/agent"));
    }

    private List<String> route(String host, Optional<String> jump) throws ShellException {
        var target =
                new Target(
                        host,
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        jump,
                        false);
        return Hop.route(workstation, target).stream()
                .map(Hop::options)
                .map(o -> o.user() + "@" + o.hostName() + ":" + o.port())
                .toList();
    }

    @Test
    void jump_hosts_are_hosts_of_the_configuration_themselves() throws Exception {
        config(
                """
                Host erp
                  ProxyJump ops@bastion
                Host bastion
                  HostName b.example.net
                  Port 2222
                  ProxyJump outer
                """);
        assertThat(route("erp", Optional.empty()))
                .containsExactly("me@outer:22", "ops@b.example.net:2222", "me@erp:22");
        assertThat(route("erp", Optional.of("a,x@[::1]:99")))
                .containsExactly("me@a:22", "x@::1:99", "me@erp:22");
        assertThat(route("erp", Optional.of("none"))).containsExactly("me@erp:22");
    }

    @Test
    void a_ring_of_jumps_is_refused() throws Exception {
        config("Host a\n ProxyJump b\nHost b\n ProxyJump a\n");
        var refusal =
                catchThrowableOfType(ShellException.class, () -> route("a", Optional.empty()));
        assertThat(refusal.kind()).isEqualTo(ShellException.Kind.UNUSABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-oProxyCommand=id", "a b", "a:port", "a,", "user@", "$(id)/x"})
    void what_is_no_jump_host_is_refused(String jump) {
        var refusal =
                catchThrowableOfType(ShellException.class, () -> route("erp", Optional.of(jump)));
        assertThat(refusal.kind()).isEqualTo(ShellException.Kind.UNUSABLE);
    }
}
