package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastClusterTest {

    @TempDir Path dir;

    private LastCluster last() throws Exception {
        return new LastCluster(Home.at(dir.resolve("home")));
    }

    @Test
    void the_file_that_was_opened_last_is_known_the_next_time() throws Exception {
        assertThat(last().file()).isEmpty();

        last().keep(Files.createFile(dir.resolve("first.yaml")));
        last().keep(Files.createFile(dir.resolve("Zweiter Cluster, Köln.yaml")));

        assertThat(last().file()).contains(dir.resolve("Zweiter Cluster, Köln.yaml"));
        try (var files = Files.list(dir.resolve("home"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("last")))
                    .hasSize(1);
        }
    }

    @Test
    void it_is_known_from_another_directory_as_well() throws Exception {
        last().keep(Path.of("src/../pom.xml"));

        assertThat(last().file()).contains(Path.of("pom.xml").toAbsolutePath());
    }

    @Test
    void a_file_that_is_gone_is_not_opened() throws Exception {
        var file = Files.createFile(dir.resolve("erp.yaml"));
        last().keep(file);
        Files.delete(file);

        assertThat(last().file()).isEmpty();
    }

    @Test
    void what_cannot_be_read_was_never_kept() throws Exception {
        last().keep(dir);
        assertThat(last().file()).isEmpty();

        Files.writeString(dir.resolve("home/last-cluster"), "\0");
        assertThat(last().file()).isEmpty();

        Files.writeString(dir.resolve("home/last-cluster"), "");
        assertThat(last().file()).isEmpty();
    }
}
