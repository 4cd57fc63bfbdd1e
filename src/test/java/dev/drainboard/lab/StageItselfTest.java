package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the lab's tests stand on: the stand-in behaves as Odoo was measured to, and the lab keeps
 * its promises and leaves nothing behind. Both have their own tests beside them in {@code src/lab};
 * the lab's uses a lab of its own, beside the one that the other tests share.
 */
class StageItselfTest {

    private static final int MINUTES = 6;

    @TempDir private Path directory;

    @Test
    void the_stand_in_behaves_as_odoo_was_measured_to() throws Exception {
        assumeTrue(
                new File("/usr/bin/python3").canExecute() && Files.isDirectory(Path.of("/proc")),
                "the stand-in for Odoo needs Linux and /usr/bin/python3");
        passes("/usr/bin/python3", "src/lab/test_odoo.py");
    }

    @Test
    @NeedsLab
    void the_lab_keeps_its_promises_and_leaves_nothing_behind() throws Exception {
        passes("src/lab/test_lab");
    }

    private void passes(String... command) throws Exception {
        var out = directory.resolve("out");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroy();
        }
        assertThat(ended && process.exitValue() == 0).as(Files.readString(out)).isTrue();
    }
}
