package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same scripts on hosts with another shell, and with other tools than Debian's. */
class SmallHostTest {

    private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

    /** All that the scripts of this room call, but flock: Debian's busybox has none. */
    private static final List<String> TOOLS =
            List.of(
                    "base64",
                    "date",
                    "head",
                    "mkdir",
                    "mv",
                    "rm",
                    "sha256sum",
                    "sync",
                    "tail",
                    "truncate",
                    "wc");

    @TempDir Path directory;

    @Test
    void busybox_and_flock_are_enough() throws Exception {
        assumeTrue(Files.isExecutable(BUSYBOX), "skipped: no busybox");
        var binaries = Files.createDirectory(directory.resolve("bin"));
        for (var tool : TOOLS) {
            Files.createSymbolicLink(binaries.resolve(tool), BUSYBOX);
        }
        Files.createSymbolicLink(binaries.resolve("flock"), Path.of("/usr/bin/flock"));
        try {
            var interpreter = "env PATH=" + binaries + " " + BUSYBOX + " sh";
            lives(new FakeHost("lb1", directory, List.of(), interpreter));
        } finally {
            try (var links = Files.list(binaries)) {
                for (var link : links.toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "mksh", "zsh --emulate sh"})
    void any_sh_will_do(String interpreter) throws Exception {
        var program = interpreter.split(" ")[0];
        assumeTrue(Files.isExecutable(Path.of("/bin").resolve(program)), "skipped: no " + program);
        lives(new FakeHost("lb1", directory, List.of(), interpreter));
    }

    /** All of the lock's and the journal's scripts. */
    private void lives(FakeHost host) throws Exception {
        var hosts = new StateHosts("erp", "/var/lib/drainboard", List.of(host));
        var home = Home.at(directory.resolve("laptop"));
        var lock =
                new HostLock(
                        hosts,
                        HolderProcess.here(home),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(50));
        var journal = new FileJournal(hosts, home);
        var entries = Entries.varied(6);
        try (var held = lock.take("anna", "rollout", "op-1")) {
            journal.append(entries.subList(0, 3), held.fence());
            Files.writeString(host.file("journal.jsonl"), "torn", StandardOpenOption.APPEND);
            journal.append(entries.subList(3, 6), held.fence());
            assertThat(journal.verify()).isEmpty();
            assertThat(host.file("journal.torn-1")).hasContent("torn");
            lock.say("bert", "pause");
            var word = held.heard();
            while (word.isEmpty()) {
                assertThat(held.stillOurs()).isTrue();
                Thread.sleep(20);
                word = held.heard();
            }
            assertThat(word).contains("bert: pause");
            assertThat(lock.read().map(facts -> facts.holder())).contains("anna");
        }
        assertThat(lock.read()).isEmpty();
        assertThat(new FileJournal(hosts, Home.at(directory.resolve("desk"))).read())
                .isEqualTo(entries);
        host.close();
    }
}
