package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Shell} promises. Each implementation has a subclass. */
abstract class ShellContract {

    private static final Duration SOON = Duration.ofSeconds(20);

    abstract Shell shell();

    private static Script script(String body) {
        return Script.of("test", body);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 126, 127, 255})
    void the_exit_code_is_the_scripts(int code) throws Exception {
        assertThat(shell().run(script("exit " + code), SOON).exit()).isEqualTo(code);
        assertThat(shell().ask(script("exit " + code), SOON).exit()).isEqualTo(code);
    }

    @Test
    void output_and_errors_come_back_apart_and_byte_for_byte() throws Exception {
        var output = shell().run(script("printf 'a\\nb'; printf '\\377\\000\\033[1m' >&2"), SOON);
        assertThat(output.out()).isEqualTo("a\nb".getBytes(StandardCharsets.UTF_8));
        assertThat(output.err()).isEqualTo(new byte[] {(byte) 0xff, 0, 0x1b, '[', '1', 'm'});
        assertThat(output.truncated()).isFalse();
    }

    @Test
    void newlines_at_the_edges_are_kept() throws Exception {
        assertThat(shell().ask(script("printf '\\n\\nx\\n\\n'"), SOON).text())
                .isEqualTo("\n\nx\n\n");
        assertThat(shell().ask(script(":"), SOON).text()).isEmpty();
    }

    @Test
    void data_reaches_the_script_as_it_was() throws Exception {
        var hostile = "'; touch /tmp/canary; $(id) `id` \\ \"\n\u202e\uD83D\uDE00 %s";
        var output = shell().run(script("printf %s \"$DATA\"").with("DATA", hostile), SOON);
        assertThat(output.text()).isEqualTo(hostile);
    }

    @Test
    void a_script_that_reads_standard_input_finds_it_empty() throws Exception {
        assertThat(shell().ask(script("cat; read X; echo \"<$X>\""), SOON).text())
                .isEqualTo("<>\n");
    }

    @Test
    void a_syntax_error_is_an_exit_code_and_leaves_the_shell_usable() throws Exception {
        assertThat(shell().ask(script("if ) then"), SOON).exit()).isNotZero();
        assertThat(shell().ask(script("echo )fine("), SOON).exit()).isNotZero();
        assertThat(shell().ask(script("echo fine"), SOON).text()).isEqualTo("fine\n");
    }

    @Test
    void one_script_leaves_nothing_to_the_next() throws Exception {
        shell().ask(script("X=1; cd /; umask 000; set -eu; false"), SOON);
        assertThat(shell().ask(script("echo \"${X-unset}\"; umask"), SOON).text())
                .startsWith("unset\n")
                .doesNotContain("0000");
    }

    @Test
    void output_beyond_the_cap_keeps_its_head_and_its_tail() throws Exception {
        var output =
                shell().run(script("echo first; head -c 5000000 /dev/zero; echo; echo last"), SOON);
        assertThat(output.truncated()).isTrue();
        assertThat(output.out()).hasSize(2 * Kept.CAP);
        assertThat(output.text()).startsWith("first\n").endsWith("last\n");
    }

    @Test
    void a_deadline_that_passes_means_unknown() {
        assertThatThrownBy(() -> shell().run(script("sleep 3"), Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        ShellException.class,
                        e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.UNKNOWN));
    }

    @Test
    void a_hung_question_does_not_hold_up_the_next() throws Exception {
        assertThatThrownBy(() -> shell().ask(script("sleep 3"), Duration.ofMillis(300)))
                .isInstanceOf(ShellException.class);
        assertThat(shell().ask(script("echo next"), Duration.ofSeconds(2)).text())
                .isEqualTo("next\n");
    }

    @Test
    void output_without_end_costs_neither_memory_nor_the_shell() throws Exception {
        assertThatThrownBy(() -> shell().run(script("yes"), Duration.ofMillis(500)))
                .isInstanceOf(ShellException.class);
        assertThat(shell().run(script("echo next"), SOON).text()).isEqualTo("next\n");
    }

    @Test
    void a_killed_shell_is_unknown_and_not_a_failure() throws Exception {
        for (String body : List.of("kill -9 $$; sleep 1", "kill $$; sleep 1")) {
            assertThatThrownBy(() -> shell().run(script(body), SOON))
                    .isInstanceOfSatisfying(
                            ShellException.class,
                            e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.UNKNOWN));
        }
        assertThat(shell().ask(script("echo next"), SOON).text()).isEqualTo("next\n");
    }

    @Test
    void what_a_script_leaves_behind_does_not_delay_its_answer() throws Exception {
        assertThat(shell().run(script("sleep 3 & echo started"), Duration.ofSeconds(2)).text())
                .isEqualTo("started\n");
    }

    @Test
    void lines_are_followed_as_they_come() throws Exception {
        var lines = new ArrayList<String>();
        var output = shell().follow(script("echo a; echo; printf b"), SOON, lines::add);
        assertThat(lines).isEqualTo(List.of("a", "", "b"));
        assertThat(output.text()).isEqualTo("a\n\nb");
    }

    @Test
    void a_line_arrives_before_the_script_has_ended() throws Exception {
        var arrivals = new ArrayList<Long>();
        shell().follow(
                        script("echo a; sleep 0.4; echo b"),
                        SOON,
                        line -> arrivals.add(System.nanoTime()));
        assertThat(arrivals.get(1) - arrivals.get(0)).isGreaterThan(200_000_000L);
    }

    @Test
    void many_threads_each_get_their_own_answer() throws Exception {
        var wrong = new ConcurrentLinkedQueue<String>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 24; i++) {
            int mine = i;
            threads.add(Thread.ofVirtual().start(() -> askAndRun(mine, wrong)));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }

    private void askAndRun(int mine, ConcurrentLinkedQueue<String> wrong) {
        try {
            var asked = shell().ask(script("echo " + mine + "; exit " + mine), SOON);
            var ran = shell().run(script("echo " + mine + "; exit " + mine), SOON);
            for (var output : List.of(asked, ran)) {
                if (output.exit() != mine || !output.text().equals(mine + "\n")) {
                    wrong.add(mine + " got " + output.exit() + " " + output.text());
                }
            }
        } catch (ShellException e) {
            wrong.add(e.toString());
        }
    }

    @Test
    void a_forward_leads_to_a_port_as_seen_from_the_host() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> echoOnce(server));
            try (var forward = shell().forward("127.0.0.1", server.getLocalPort());
                    var socket = new Socket(InetAddress.getLoopbackAddress(), forward.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes())
                        .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void echoOnce(ServerSocket server) {
        try (var near = server.accept()) {
            near.getOutputStream().write(near.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_unix_socket_of_the_host_answers(@TempDir Path directory) throws Exception {
        var path = directory.resolve("s");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread.ofVirtual().start(() -> answerOnce(server));
            var answer =
                    shell().socket(
                                    path.toString(),
                                    "show info\n".getBytes(StandardCharsets.UTF_8),
                                    SOON);
            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("got show info\n");
        } finally {
            Files.deleteIfExists(path);
        }
    }

    private static void answerOnce(ServerSocketChannel server) {
        try (var near = server.accept()) {
            var buffer = ByteBuffer.allocate(100);
            buffer.put("got ".getBytes(StandardCharsets.UTF_8));
            near.read(buffer);
            near.write(buffer.flip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_unix_socket_that_is_not_there_is_unusable() {
        assertThatThrownBy(() -> shell().socket("/nowhere/s", new byte[] {'x'}, SOON))
                .isInstanceOfSatisfying(
                        ShellException.class,
                        e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.UNUSABLE));
    }
}
