package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NginxTest {

    @TempDir Path directory;

    @Test
    void a_sandbox_that_is_left_running_does_not_fill_the_disk() throws Exception {
        var log = Files.writeString(directory.resolve("access.log"), "0123456789");
        Nginx.emptyIfLong(log, 10);
        assertThat(log).hasSize(10);
        Nginx.emptyIfLong(log, 9);
        assertThat(log).isEmptyFile();
    }
}
