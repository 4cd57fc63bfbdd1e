package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.FilestoreSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** /proc in the place of a shared mount: it is mounted everywhere and is no disk. */
class NodeFilestoreTest {

    @TempDir Path dir;
    private Place place;

    @BeforeEach
    void aNode() {
        place = new Place(dir);
    }

    @AfterEach
    void close() {
        place.sh("for pid in $(cat stats 2>/dev/null); do kill -9 $pid 2>/dev/null; done; true");
        place.close();
    }

    @Test
    void a_mount_that_answers_is_told_by_type_source_and_identity() throws Exception {
        assertThat(read("/proc/"))
                .isEqualTo(new FilestoreFacts("proc", "proc", "proc:proc", Optional.empty()));
        assertThat(read("/proc/sys").identity()).isEqualTo("proc:proc/sys");
    }

    @Test
    void a_path_on_the_nodes_own_disk_is_shared_with_nobody() throws Exception {
        var facts = read("/");

        assertThat(facts.type()).isEqualTo("none");
        assertThat(facts.identity()).isEqualTo("disk of node1");
    }

    @Test
    void a_hung_mount_is_hung_since_and_is_touched_by_one_process_only() throws Exception {
        place.standIn("stat", "echo $$ >>\"$PLACE/stats\"\nwhile :; do sleep 1; done\n");
        var began = System.nanoTime();
        var first = read("/proc");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(first.hungSince()).isPresent();
        assertThat(first.identity()).isEqualTo("proc:proc");
        began = System.nanoTime();
        var second = read("/proc");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(Duration.between(second.hungSince().orElseThrow(), Instant.now()))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
        assertThat(place.lines("stats")).as("processes that hang").isEqualTo(1);
    }

    @Test
    void a_mount_that_comes_back_answers_again() throws Exception {
        place.standIn("stat", "echo $$ >>\"$PLACE/stats\"\nwhile :; do sleep 1; done\n");
        read("/proc");
        place.sh("kill -9 $(cat stats); rm bin/stat");

        assertThat(read("/proc").hungSince()).isEmpty();
    }

    @Test
    void a_mount_whose_server_is_gone_says_so_in_its_own_words() {
        place.standIn(
                "stat",
                "echo \"stat: cannot read file system information: Transport endpoint is not"
                        + " connected\" >&2; exit 1\n");

        assertThatThrownBy(() -> read("/proc"))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e ->
                                assertThat(e.fault().why())
                                        .contains("Transport endpoint is not connected"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nas:/odoo|/mnt/nas|nfs4|/mnt/nas/files|10.0.0.6|0|nfs:10.0.0.6:/odoo/files",
                "10.0.0.6:/odoo|/srv/x|nfs|/srv/x/files|10.0.0.6|0|nfs:10.0.0.6:/odoo/files",
                "odoo@files:/srv/fs/|/opt/fs|fuse.sshfs|/opt/fs|10.0.0.6|0|fuse.sshfs:10.0.0.6:/srv/fs",
                "nas:/odoo|/mnt|nfs4|/mnt||0|nfs:nas:/odoo",
                "//nas/odoo|/mnt|cifs|/mnt||0|cifs://nas/odoo",
                "a,b,c:/|/mnt|ceph|/mnt/x||7b|ceph:7b/x",
                "b,c:/|/mnt|ceph|/mnt/x||7b|ceph:7b/x",
            })
    void one_file_system_has_one_identity_however_it_is_spelled(
            String source,
            String target,
            String type,
            String path,
            String address,
            String number,
            String identity) {
        assertThat(
                        new Mount(source, target, type)
                                .identity(path, Optional.ofNullable(address), number))
                .isEqualTo(identity);
    }

    @Test
    void the_mount_of_a_path_is_the_longest_that_leads_to_it_and_the_last_on_top() {
        var mounts =
                """
                /dev/sda1 / ext4 rw 0 0
                nas:/a /mnt nfs4 rw 0 0
                nas:/b /mnt/odoo\\040files nfs4 rw 0 0
                nas:/c /mnt/odoo\\040files nfs4 rw 0 0
                nas:/d /mnt/odoo nfs4 rw 0 0
                """;

        assertThat(Mount.of(mounts, "/mnt/odoo files/x").orElseThrow())
                .isEqualTo(new Mount("nas:/c", "/mnt/odoo files", "nfs4"));
        assertThat(Mount.of(mounts, "/mnt/odoofiles").orElseThrow().source()).isEqualTo("nas:/a");
        assertThat(Mount.of(mounts, "/opt").orElseThrow().local()).isTrue();
    }

    private FilestoreFacts read(String path) throws FaultException {
        return new NodeFilestore(
                        "node1",
                        new FilestoreSpec(path),
                        new Remote(place.shell),
                        InstantSource.system())
                .read();
    }
}
