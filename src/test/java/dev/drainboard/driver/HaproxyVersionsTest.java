package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract, and reloads, on the HAProxy of other Debian releases, as {@code src/lab/lab
 * versions} unpacks them. They run by chroot, so this is also a master whose socket has another
 * path for us.
 */
@Tag("lab")
class HaproxyVersionsTest {

    private static final Path VERSIONS = Path.of("/var/cache/drainboard-lab/haproxy");

    /** 2.2, the oldest that is supported. */
    @Nested
    class Bullseye extends Unpacked {
        Bullseye() {
            super("bullseye", "2.2.");
        }
    }

    /** 3.0. */
    @Nested
    class Trixie extends Unpacked {
        Trixie() {
            super("trixie", "3.0.");
        }
    }

    /** 3.2 or later. */
    @Nested
    class Testing extends Unpacked {
        Testing() {
            super("testing", "3.");
        }
    }

    @Tag("lab")
    abstract static class Unpacked extends HaproxySocketBalancerTest {
        private final Path root;
        private final String version;
        private Path within;

        Unpacked(String suite, String version) {
            this.root = VERSIONS.resolve(suite);
            this.version = version;
        }

        @Override
        Path root() {
            return root;
        }

        @Override
        Path directory() throws IOException {
            assumeTrue(
                    Files.isWritable(root.resolve("tmp")),
                    "src/lab/lab versions was not run, or by another user");
            within = Files.createTempDirectory(root.resolve("tmp"), "bed");
            return within;
        }

        @Test
        void it_is_told_by_its_version() throws Exception {
            assertThat(balancer().read().version()).startsWith(version);
        }

        @AfterEach
        void clean() throws IOException {
            stop();
            if (within != null) {
                try (var all = Files.walk(within)) {
                    all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
                }
            }
        }
    }
}
