package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Environment;
import dev.drainboard.store.RecentClusters.Recent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentClustersTest {

    @TempDir private Path dir;

    private RecentClusters recent() {
        return new RecentClusters(dir.resolve("home"));
    }

    private void keep(Path file) {
        recent().keep(file, "erp", Environment.PRODUCTION);
    }

    @Test
    void the_file_that_was_opened_last_is_known_the_next_time_and_those_before_it_too()
            throws Exception {
        assertThat(recent().last()).isEmpty();
        assertThat(recent().all()).isEmpty();

        var first = Files.createFile(dir.resolve("first.yaml"));
        var second = Files.createFile(dir.resolve("Zweiter Cluster, Köln.yaml"));
        recent().keep(first, "erp", Environment.PRODUCTION);
        recent().keep(second, "köln", Environment.STAGING);

        assertThat(recent().last()).contains(second);
        assertThat(recent().all())
                .containsExactly(
                        new Recent(second, "köln", Environment.STAGING),
                        new Recent(first, "erp", Environment.PRODUCTION));

        recent().keep(first, "erp-2", Environment.TEST);
        assertThat(recent().all())
                .containsExactly(
                        new Recent(first, "erp-2", Environment.TEST),
                        new Recent(second, "köln", Environment.STAGING));
    }

    @Test
    void it_is_known_from_another_directory_as_well() {
        keep(Path.of("src/../pom.xml"));

        assertThat(recent().last()).contains(Path.of("pom.xml").toAbsolutePath());
    }

    @Test
    void a_file_that_is_gone_is_not_opened_by_itself_and_still_named() throws Exception {
        var older = Files.createFile(dir.resolve("older.yaml"));
        keep(older);
        var file = Files.createFile(dir.resolve("erp.yaml"));
        keep(file);
        Files.delete(file);

        assertThat(recent().last()).contains(older);
        assertThat(recent().all()).extracting(Recent::file).containsExactly(file, older);
    }

    @Test
    void no_more_are_kept_than_a_person_finds_something_in() {
        for (int i = 0; i < 30; i++) {
            keep(dir.resolve(i + ".yaml"));
        }
        assertThat(recent().all()).hasSize(RecentClusters.MOST);
        assertThat(recent().all().getFirst().file()).isEqualTo(dir.resolve("29.yaml"));
    }

    @Test
    void what_cannot_be_read_was_never_kept() throws Exception {
        keep(dir);
        assertThat(recent().last()).isEmpty();

        for (var nonsense : new String[] {"\0", "", "{}", "{\"file\":\"\\u0000\"}", "[1"}) {
            Files.writeString(dir.resolve("home/recent-clusters"), nonsense);
            assertThat(recent().all()).isEmpty();
        }
    }
}
