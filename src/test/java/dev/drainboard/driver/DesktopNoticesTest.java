package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.model.Notice;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a session bus and a screen of their own, against dunst, and without any of it. */
@Timeout(240)
class DesktopNoticesTest {

    private static final Notice STAYS =
            new Notice(true, "erp-prod needs you: rollout stands", "node2 <did> not pass & 'why'");
    private static final Notice FADES = new Notice(false, "erp-prod: drain node1 is done", "");

    private static final String ENDLESS = "\"timeout\"[^}]*\"data\" : 0\\s";

    @TempDir private Path dir;
    private final List<Process> started = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void daemon() throws Exception {
        for (var program : List.of("dunst", "dunstctl", "dbus-daemon", "Xvfb", "notify-send")) {
            assumeTrue(
                    Files.isExecutable(Path.of("/usr/bin", program)),
                    program + " is not installed");
        }
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", dir.toString());
        var screen = started("Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24");
        environment.put("DISPLAY", ":" + firstLine(screen));
        var bus = started("dbus-daemon", "--session", "--nofork", "--print-address=1");
        environment.put("DBUS_SESSION_BUS_ADDRESS", firstLine(bus));
        started("dunst");
        for (int i = 0; i < 100 && !said("dunstctl", "count").contains("displayed"); i++) {
            Thread.sleep(100);
        }
        assertThat(said("dunstctl", "count")).contains("displayed");
    }

    @AfterEach
    void end() throws Exception {
        for (var process : started.reversed()) {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    @Test
    void what_needs_somebody_stays_and_what_is_done_fades() throws Exception {
        assertThat(notices().show(STAYS)).isTrue();
        assertThat(notices().show(FADES)).isTrue();
        assertThat(displayed()).isEqualTo(2);

        for (int i = 0; i < 150 && displayed() > 1; i++) {
            Thread.sleep(100);
        }
        Thread.sleep(500);
        assertThat(displayed()).as("the one that needs somebody").isEqualTo(1);
        assertThat(said("dunstctl", "history")).contains(FADES.title());

        said("dunstctl", "close");
        var history = said("dunstctl", "history");
        assertThat(history).contains(STAYS.title());
        assertThat(history).as("without an end").containsPattern(ENDLESS);
        assertThat(history).as("no markup of ours").contains("&lt;did&gt;").contains("'why'");
    }

    @Test
    void where_notify_send_is_not_gdbus_says_the_same() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gdbus")), "gdbus is not installed");
        var only = Files.createDirectory(dir.resolve("bin"));
        Files.createSymbolicLink(only.resolve("gdbus"), Path.of("/usr/bin/gdbus"));
        var there = new HashMap<>(environment);
        there.put("PATH", only.toString());

        assertThat(new DesktopNotices(there).show(STAYS)).isTrue();

        assertThat(displayed()).isEqualTo(1);
        said("dunstctl", "close");
        assertThat(said("dunstctl", "history"))
                .contains(STAYS.title(), "'why'")
                .containsPattern(ENDLESS);
    }

    @Test
    void where_nobody_shows_anything_that_is_no_fault() {
        assertThat(new DesktopNotices(Map.of()).show(STAYS)).isFalse();
        var nobody = new HashMap<>(environment);
        nobody.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + dir.resolve("none"));
        assertThat(new DesktopNotices(nobody).show(STAYS)).isFalse();
    }

    private DesktopNotices notices() {
        return new DesktopNotices(environment);
    }

    private int displayed() throws Exception {
        return Integer.parseInt(said("dunstctl", "count", "displayed").strip());
    }

    private Process started(String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectError(dir.resolve("errors").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    private String said(String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    private static String firstLine(Process process) throws Exception {
        return new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
    }
}
