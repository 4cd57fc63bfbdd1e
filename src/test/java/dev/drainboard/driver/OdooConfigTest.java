package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.ConfigDifference;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.model.Workers;
import dev.drainboard.port.ConfigPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of a node: the named file, or that of a process that really listens. */
class OdooConfigTest {

    private static final String CONF = "[options]\nworkers = 8\ndb_password = hunter2\n";

    @TempDir Path dir;
    private Place place;

    @BeforeEach
    void open() {
        place = new Place(dir);
    }

    @AfterEach
    void close() {
        place.close();
    }

    private ConfigPort config(Optional<String> named, int http, RuntimeSpec runtime) {
        return new OdooConfig(
                new NodeSpec(
                        "node1",
                        HostSpec.of("10.0.0.1"),
                        List.of("10.0.0.1"),
                        http,
                        8072,
                        Optional.empty(),
                        named,
                        Optional.empty(),
                        runtime),
                new Remote(place.shell));
    }

    private ConfigPort named(String file) throws IOException {
        return config(
                Optional.of(dir.resolve(file).toString()),
                NginxBed.freePort(),
                new RuntimeSpec.Systemd("odoo", "/opt/odoo"));
    }

    @Test
    void the_file_that_is_named_without_its_secrets() throws Exception {
        place.file("my odoo.conf", CONF);
        var read = named("my odoo.conf").read();

        assertThat(read.path()).isEqualTo(dir.resolve("my odoo.conf").toString());
        assertThat(read.options()).containsEntry("workers", "8");
        assertThat(read.text()).startsWith("[options]\nworkers = 8\ndb_password = (hidden ");
        assertThat(read.toString()).doesNotContain("hunter2");
    }

    @Test
    void two_nodes_with_unlike_passwords_differ_and_nobody_learns_them() throws Exception {
        place.file("a", CONF).file("b", CONF.replace("hunter2", "hunter3")).file("c", CONF);
        var configs = Map.of("node1", named("a").read(), "node2", named("b").read());

        assertThat(ConfigDifference.between(configs))
                .extracting(ConfigDifference::option)
                .containsExactly("db_password");
        assertThat(named("c").read().options()).isEqualTo(named("a").read().options());
    }

    @Test
    void a_file_that_is_not_there_is_a_fault_with_words() {
        assertThatThrownBy(() -> named("none").read())
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> {
                            assertThat(e.fault().why()).contains("no such thing");
                            assertThat(e.fault().fix()).contains("`config:` of node1");
                        });
    }

    @Test
    void a_file_of_a_gigabyte_is_not_carried() throws Exception {
        place.sh("truncate -s 1G huge");
        assertThat(named("huge").read().text().length()).isLessThan(300_000);
    }

    /** A process that listens, started as Odoo is; python is its interpreter too. */
    private int listening(String environment, String arguments) throws Exception {
        place.file(
                "odoo-bin",
                """
                import socket, time
                s = socket.socket()
                s.bind(('127.0.0.1', 0))
                s.listen()
                open('port', 'w').write(str(s.getsockname()[1]))
                time.sleep(600)
                """);
        place.sh(
                environment
                        + " python3 odoo-bin "
                        + arguments
                        + " >/dev/null 2>&1 & echo $! >>running");
        for (int i = 0; i < 300 && place.text("port").isEmpty(); i++) {
            Thread.sleep(10);
        }
        return Integer.parseInt(place.text("port"));
    }

    @Test
    void what_a_running_odoo_was_started_with() throws Exception {
        place.file("etc/odoo.conf", CONF);
        int port = listening("ODOO_RC=/nowhere", "-c etc/odoo.conf --workers=4");
        var read =
                config(Optional.empty(), port, new RuntimeSpec.Systemd("odoo", "/opt/odoo")).read();

        assertThat(read.path()).isEqualTo(dir.toRealPath().resolve("etc/odoo.conf").toString());
        assertThat(read.options()).containsEntry("workers", "8");
    }

    @Test
    void what_a_running_odoo_was_started_with_counts_more_than_the_file() throws Exception {
        place.file("etc/odoo.conf", CONF);
        int port = listening("ODOO_RC=/nowhere", "-c etc/odoo.conf --workers=4");
        var runtime = new RuntimeSpec.Systemd("odoo", "/opt/odoo");

        assertThat(config(Optional.empty(), port, runtime).workers())
                .contains(new Workers(4, "command line"));
        assertThat(config(Optional.of(dir + "/etc/odoo.conf"), port, runtime).workers())
                .contains(new Workers(4, "command line"));
    }

    @Test
    void an_odoo_that_nobody_gave_workers_is_threaded() throws Exception {
        place.file("etc/odoo.conf", "[options]\nproxy_mode = True\n");
        int port = listening("ODOO_RC=/nowhere", "--config etc/odoo.conf");
        var path = dir.toRealPath().resolve("etc/odoo.conf").toString();

        assertThat(
                        config(Optional.empty(), port, new RuntimeSpec.Systemd("odoo", "/opt/odoo"))
                                .workers())
                .contains(new Workers(0, path));
    }

    @Test
    void the_workers_of_the_file_that_is_named() throws Exception {
        place.file("odoo.conf", CONF + "[queue_job]\nworkers = 3\n; workers = 2\n");
        assertThat(named("odoo.conf").workers())
                .contains(new Workers(8, dir.resolve("odoo.conf").toString()));
    }

    @Test
    void what_neither_the_file_nor_the_process_says_is_unknown() throws Exception {
        place.file("odoo.conf", "[options]\nproxy_mode = True\n");
        assertThat(named("odoo.conf").workers()).isEmpty();
        place.file("odoo.conf", "[options]\nworkers = many\n");
        assertThat(named("odoo.conf").workers()).isEmpty();
    }

    @Test
    void what_the_image_says_where_no_option_does() throws Exception {
        place.file("image.conf", CONF);
        int port = listening("ODOO_RC=" + dir.resolve("image.conf") + " PGPASSWORD=hunter2", "");
        var commands = new RuntimeSpec.Commands("x", Optional.empty(), "y");

        assertThat(config(Optional.empty(), port, commands).read().path())
                .isEqualTo(dir.resolve("image.conf").toString());
    }

    @Test
    void nobody_listens() {
        assertThatThrownBy(
                        () ->
                                config(
                                                Optional.empty(),
                                                NginxBed.freePort(),
                                                new RuntimeSpec.Systemd("odoo", "/opt/odoo"))
                                        .read())
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().why()).contains("no such thing"));
    }
}
