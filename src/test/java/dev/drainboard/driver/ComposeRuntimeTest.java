package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.port.RuntimePort;
import dev.drainboard.sandbox.Wish;
import dev.drainboard.wire.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against the sandbox's stand-in for docker; the lab runs the same contract against the real one.
 */
class ComposeRuntimeTest extends RuntimeContract {

    private static final String ENV = "# ours\nDB=\"a b\"\r\nODOO_TAG=1.0\nLAST=1";

    @TempDir Path dir;
    private Place place;

    @BeforeEach
    void aNodeThatRunsTheOldRevision() {
        place =
                new Place(dir)
                        .standIn("docker", Script.text(Wish.class, "docker.sh"))
                        .file("docker/template", "reg:5000/odoo:%s")
                        .file(
                                "docker/registry",
                                "reg:5000/odoo:1.0 sha256:aaaa000000001 sha256:dddd000000001\n"
                                        + "reg:5000/odoo:1.1 sha256:aaaa000000002"
                                        + " sha256:dddd000000002\n")
                        .file("my project/.env", "ODOO_TAG=1.0\n");
        docker("compose --ansi never pull --quiet odoo");
        docker("compose --ansi never up -d --pull never odoo");
        place.file("my project/.env", ENV);
    }

    private void docker(String command) {
        place.sh("cd 'my project' && PLACE=" + dir + " ../bin/docker " + command);
    }

    @AfterEach
    void close() {
        place.close();
    }

    @Override
    protected RuntimePort runtime() {
        return runtime(Optional.of("ODOO_TAG"));
    }

    private RuntimePort runtime(Optional<String> variable) {
        return new ComposeRuntime(
                place.host(),
                new RuntimeSpec.Compose(dir.resolve("my project").toString(), "odoo", variable));
    }

    @Override
    protected Fence fence(long token, String operation) {
        return place.fence(token, operation);
    }

    @Override
    protected int starts() {
        return place.lines("docker/containers");
    }

    @Test
    void the_digest_is_the_id_and_the_variables_value_the_name() throws Exception {
        assertThat(runtime().read().revision())
                .isEqualTo(Optional.of(new Revision("1.0", "sha256:dddd000000001")));
        assertThat(runtime().prepare(Optional.of(NEW), fence(1, "op")))
                .isEqualTo(new Revision("1.1", "sha256:dddd000000002"));
    }

    @Test
    void to_prepare_leaves_the_env_file_alone() throws Exception {
        runtime().prepare(Optional.of(NEW), fence(1, "op"));

        assertThat(place.text("my project/.env")).isEqualTo(ENV);
    }

    @Test
    void of_the_env_file_one_value_changes_and_neither_its_rights_nor_another_byte()
            throws Exception {
        var file = dir.resolve("my project/.env");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        update(NEW, "op-u");

        assertThat(place.text("my project/.env")).isEqualTo(ENV.replace("1.0", "1.1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(place.sh("ls -A 'my project'")).isEqualTo(".env");
    }

    @Test
    void a_linked_env_file_stays_a_link() throws Exception {
        place.sh("mv 'my project/.env' common.env && ln -s ../common.env 'my project/.env'");

        update(NEW, "op-u");

        assertThat(dir.resolve("my project/.env")).isSymbolicLink();
        assertThat(place.text("common.env")).isEqualTo(ENV.replace("1.0", "1.1"));
    }

    @Test
    void an_update_neither_pulls_nor_builds_nor_touches_another_service() throws Exception {
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));
        place.file("docker/calls", "");

        runtime().update(target, fence(1, "op-u"), lines::add);

        assertThat(place.text("docker/calls"))
                .contains(
                        "compose --ansi never up -d --no-deps --no-build --pull never"
                                + " --force-recreate odoo\n")
                .doesNotContain(" pull --quiet");
    }

    @Test
    void the_image_before_has_a_tag_of_ours_and_is_the_way_back_though_its_own_tag_moved()
            throws Exception {
        var before = runtime().read().revision().orElseThrow();
        update(NEW, "op-u");
        assertThat(place.text("docker/images"))
                .contains("drainboard/odoo:dddd00000000 sha256:aaaa000000001");
        // somebody pushed another image as 1.0, and it was pulled here; the old digest was pruned
        place.sh("sed -i '/dddd000000001/d' docker/digests");
        place.sh("sed -i 's/^reg:5000.odoo:1.0 .*/reg:5000\\/odoo:1.0 sha256:ffff/' docker/images");
        place.sh("echo 'sha256:aaaa000000001 reg:5000/odoo@sha256:dddd000000001' >>docker/digests");

        assertThat(runtime().keeps(before)).isTrue();
        runtime().update(before, fence(1, "op-r"), lines::add);

        assertThat(runtime().read().revision()).isEqualTo(Optional.of(before));
        assertThat(place.text("my project/.env")).isEqualTo(ENV);
    }

    @Test
    void an_image_that_was_removed_is_no_way_back() throws Exception {
        assertThat(runtime().keeps(new Revision("0.9", "sha256:eeee"))).isFalse();
    }

    @Test
    void a_tag_that_moved_since_it_was_prepared_does_not_change_what_is_run() throws Exception {
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));
        place.sh("sed -i 's/^reg:5000.odoo:1.1 .*/reg:5000\\/odoo:1.1 sha256:ffff/' docker/images");

        runtime().update(target, fence(1, "op-u"), lines::add);

        assertThat(runtime().read().revision()).isEqualTo(Optional.of(target));
    }

    @Test
    void without_a_variable_the_tag_of_the_file_is_pulled_anew() throws Exception {
        place.sh(
                "sed -i 's/aaaa000000001 sha256:dddd000000001/aaaa3 sha256:dddd3/' docker/registry");
        var fixed = runtime(Optional.empty());

        var target = fixed.prepare(Optional.empty(), fence(1, "op"));
        fixed.update(target, fence(1, "op-u"), lines::add);

        assertThat(target).isEqualTo(new Revision("1.0", "sha256:dddd3"));
        assertThat(fixed.read().revision()).isEqualTo(Optional.of(target));
        assertThat(place.text("my project/.env")).isEqualTo(ENV);
    }

    @Test
    void compose_that_says_failed_and_did_it_is_a_success() throws Exception {
        place.file("docker/lies", "");

        update(NEW, "op-u");

        assertThat(runtime().read().revision().orElseThrow().name()).isEqualTo(NEW);
    }

    @Test
    void compose_that_starts_nothing_is_told_in_its_own_words() {
        place.file("docker/refuses", "");

        assertFault("compose.update.failed", () -> update(NEW, "op-u"))
                .satisfies(
                        fault ->
                                assertThat(fault.output().orElse(""))
                                        .contains("port is already allocated"));
    }

    @Test
    void an_env_file_changed_by_somebody_else_meanwhile_is_not_overwritten() throws Exception {
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));
        // the moment between our reading and our writing: the image is looked for first
        var real = place.text("bin/docker");
        place.standIn(
                "docker",
                "case \"$*\" in \"tag \"*drainboard*) echo EDIT=1 >>\"$PLACE/my project/.env\";; esac\n"
                        + real);

        assertFault(
                "compose.update.failed",
                () -> runtime().update(target, fence(1, "op-u"), lines::add));

        assertThat(place.text("my project/.env")).isEqualTo(ENV + "EDIT=1\n");
    }

    @Test
    void a_disk_without_room_is_refused_before_the_pull() {
        place.file("docker/size", "999999999999999\n").file("docker/calls", "");

        assertFault("compose.disk.full", () -> runtime().prepare(Optional.of(NEW), fence(1, "op")));
        assertThat(place.text("docker/calls")).doesNotContain("pull --quiet");
    }

    @Test
    void a_variable_that_the_image_does_not_follow_is_refused_by_name() {
        place.file("docker/template", "reg:5000/odoo:fixed");

        assertFault(
                        "compose.revision.unused",
                        () -> runtime().prepare(Optional.of(NEW), fence(1, "op")))
                .satisfies(
                        fault -> {
                            assertThat(fault.kind()).isEqualTo(Fault.Kind.WRONG);
                            assertThat(fault.why()).contains("ODOO_TAG");
                        });
    }

    @Test
    void a_revision_that_could_not_be_a_tag_is_refused() {
        assertFault(
                "compose.revision.bad",
                () -> runtime().prepare(Optional.of("1.1; reboot"), fence(1, "op")));
        assertFault(
                "compose.revision.none",
                () -> runtime(Optional.empty()).prepare(Optional.of(NEW), fence(1, "op")));
    }

    @Test
    void the_stop_grace_is_the_containers_or_the_engines() throws Exception {
        assertThat(runtime().read().stopGraceSeconds()).isEqualTo(Optional.of(10L));
        place.file("docker/stop", "130");
        assertThat(runtime().read().stopGraceSeconds()).isEqualTo(Optional.of(130L));
    }

    @Test
    void a_service_without_a_container_runs_nothing() throws Exception {
        place.file("docker/containers", "");

        var facts = runtime().read();

        assertThat(facts.revision()).isEmpty();
        assertThat(facts.instance()).isEmpty();
    }

    private void update(String to, String operation) throws FaultException {
        var target = runtime().prepare(Optional.of(to), fence(1, "op"));
        runtime().update(target, fence(1, operation), lines::add);
    }

    private static org.assertj.core.api.ObjectAssert<Fault> assertFault(
            String code, ThrowingCallable deed) {
        var seen = new java.util.ArrayList<Fault>();
        assertThatThrownBy(deed)
                .isInstanceOfSatisfying(FaultException.class, e -> seen.add(e.fault()));
        assertThat(seen.getFirst().code()).isEqualTo(code);
        return assertThat(seen.getFirst());
    }
}
