package dev.drainboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.sandbox.Ailment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sandbox --headless} as scripts use it: a process of its own. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class HeadlessSandboxTest {

    @TempDir Path home;

    private Process start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private Process start(Map<String, String> variables, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        "dev.drainboard.app.Main"));
        command.addAll(List.of(arguments));
        // whoever runs tests in the background has them started deaf to INT, and children inherit
        // that
        command.addAll(0, List.of("/usr/bin/env", "--default-signal=INT"));
        var builder = new ProcessBuilder(command).redirectError(home.resolve("err").toFile());
        builder.environment().put("DRAINBOARD_HOME", home.toString());
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** A second interrupt is not needed, and a script that sends TERM gets the same. */
    @ParameterizedTest
    @CsvSource({"INT, 0", "TERM, 143"})
    void it_prints_its_cluster_file_obeys_and_leaves_nothing(String signal, int exit)
            throws Exception {
        var process = start("sandbox", "--nodes", "2", "--headless");
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            var file = Path.of(out.readLine());
            assertThat(file).exists();
            assertThat(Files.readString(file)).contains("node2").doesNotContain("node3");
            var name = file.getParent().getFileName().toString().replace("drainboard", "sandbox");
            assertThat(Files.readString(file)).contains("name: " + name);
            var kept = Files.createDirectories(home.resolve("clusters").resolve(name));
            Files.writeString(kept.resolve("journal.jsonl"), "{}"); // as a command does

            process.getOutputStream().write("kill node2\n\nnonsense\n".getBytes());
            process.getOutputStream().flush();
            assertThat(out.readLine()).isEqualTo("node2: ends at once");
            assertThat(out.readLine()).startsWith("Say one of");
            process.getOutputStream().close(); // the end of its input is not its end

            assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(exit);
            assertThat(file.getParent()).doesNotExist();
            assertThat(kept).doesNotExist();
            assertThat(home.resolve("err")).isEmptyFile();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void where_there_is_no_shell_it_says_so() throws Exception {
        var process = start(Map.of("PATH", home.toString()), "sandbox", "--headless");

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readAllLines(home.resolve("err")))
                .isEqualTo(
                        List.of(
                                "The sandbox cannot start.",
                                "There is no sh on this machine.",
                                "Use a system with a POSIX shell: Linux, macOS, or WSL on Windows."));
    }

    @Test
    void its_help_names_every_fault() throws Exception {
        var process = start("sandbox", "--help");
        var help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        for (var ailment : Ailment.values()) {
            assertThat(help).contains("  " + ailment + " NODE");
        }
    }
}
