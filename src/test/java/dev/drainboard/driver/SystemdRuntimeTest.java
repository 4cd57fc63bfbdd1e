package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.port.RuntimePort;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real git; a stand-in for systemctl, since a unit needs a machine of its own. */
class SystemdRuntimeTest extends RuntimeContract {

    private static final String SYSTEMCTL =
            """
            unit=$PLACE/unit
            case $1 in
                show)
                    echo LoadState=${LOAD:-$(cat "$unit/load" 2>/dev/null || echo loaded)}
                    echo ActiveState=active
                    echo "MainPID=$(cat "$unit/pid")"
                    echo "ExecMainStartTimestampMonotonic=$(cat "$unit/start")"
                    echo "KillMode=$(cat "$unit/killmode" 2>/dev/null || echo mixed)"
                    echo "TimeoutStopUSec=1min 30s" ;;
                restart)
                    [ ! -e "$unit/broken" ] || { echo "Job for odoo.service failed." >&2; exit 1; }
                    echo x >>"$PLACE/starts"
                    pid=$(cat "$unit/pid"); echo $((pid + 1)) >"$unit/pid"
                    sed 's/\\..*//; s/$/000000/' /proc/uptime >"$unit/start" ;;
                is-active) exit 0 ;;
                status) echo "odoo.service: Failed with result exit-code" ;;
            esac
            """;

    @TempDir Path dir;
    private Place place;

    @BeforeEach
    void aNodeThatRunsTheOldRevision() {
        place =
                new Place(dir)
                        .standIn("systemctl", SYSTEMCTL)
                        .file("unit/pid", "100")
                        .file("unit/start", "0")
                        .file(
                                ".gitconfig",
                                "[user]\nname=A\nemail=a@b.c\n[init]\ndefaultBranch=main\n");
        git("init -q --bare upstream.git");
        git("clone -q upstream.git desk 2>&1");
        commit("odoo.py", "one", "1.0");
        git("-C desk push -q --tags origin main");
        git("clone -q upstream.git 'my checkout'");
        commit("odoo.py", "two", "1.1");
        git("-C desk push -q --tags origin main");
        restart();
        place.sh("touch starts; : >starts");
    }

    @AfterEach
    void close() {
        place.close();
    }

    private String git(String arguments) {
        return place.sh("HOME=" + dir + " git " + arguments);
    }

    private void commit(String file, String text, String tag) {
        place.file("desk/" + file, text);
        git("-C desk add -A");
        git("-C desk commit -q -m '" + text + "' --date=2026-01-01T00:00:00Z");
        git("-C desk tag " + tag);
    }

    private void restart() {
        place.sh("PLACE=" + dir + " bin/systemctl restart odoo");
    }

    @Override
    protected RuntimePort runtime() {
        return new SystemdRuntime(
                place.host(),
                new RuntimeSpec.Systemd("odoo", dir.resolve("my checkout").toString()));
    }

    @Override
    protected Fence fence(long token, String operation) {
        return place.fence(token, operation);
    }

    @Override
    protected int starts() {
        return place.lines("starts");
    }

    private String head() {
        return git("-C 'my checkout' rev-parse HEAD");
    }

    @Test
    void without_a_revision_the_branch_follows_its_upstream() throws Exception {
        var target = runtime().prepare(Optional.empty(), fence(1, "op"));
        runtime().update(target, fence(1, "op-u"), lines::add);

        assertThat(target).isEqualTo(new Revision("main", git("-C desk rev-parse 1.1")));
        assertThat(git("-C 'my checkout' status --porcelain --branch"))
                .isEqualTo("## main...origin/main");
    }

    @Test
    void going_forth_and_back_keeps_the_branch_and_its_upstream() throws Exception {
        var before = runtime().read().revision().orElseThrow();
        update("1.1");
        runtime().update(before, fence(1, "op-r"), lines::add);

        assertThat(head()).isEqualTo(before.id());
        assertThat(git("-C 'my checkout' status --porcelain --branch"))
                .isEqualTo("## main...origin/main [behind 1]");
    }

    @Test
    void a_branch_beside_ours_is_checked_out_by_its_commit() throws Exception {
        git("-C desk checkout -q -b side 1.0");
        commit("side.py", "side", "s1");
        git("-C desk push -q origin side");

        update("side");

        assertThat(head()).isEqualTo(git("-C desk rev-parse side"));
    }

    @Test
    void files_changed_by_hand_refuse_it_before_anything_is_drained() throws Exception {
        var before = head();
        place.file("my checkout/odoo.py", "by hand");

        assertCode(
                "systemd.fetch.changed-by-hand",
                () -> runtime().prepare(Optional.of(NEW), fence(1, "op")));

        assertThat(head()).isEqualTo(before);
        assertThat(place.text("my checkout/odoo.py")).isEqualTo("by hand");
    }

    @Test
    void a_file_that_nobody_added_is_not_overwritten() {
        commit("new.py", "new", "1.2");
        git("-C desk push -q --tags origin main");
        place.file("my checkout/new.py", "mine");

        assertCode(
                "systemd.fetch.changed-by-hand",
                () -> runtime().prepare(Optional.of("1.2"), fence(1, "op")));
        assertThat(place.text("my checkout/new.py")).isEqualTo("mine");
    }

    @Test
    void files_changed_between_the_fetch_and_the_update_stop_it_without_a_restart()
            throws Exception {
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));
        place.file("my checkout/odoo.py", "by hand");

        assertCode(
                "systemd.update.failed",
                () -> runtime().update(target, fence(1, "op-u"), lines::add));

        assertThat(starts()).isZero();
        assertThat(place.text("my checkout/odoo.py")).isEqualTo("by hand");
    }

    @Test
    void a_branch_with_commits_of_its_own_is_not_merged() {
        place.file("my checkout/own.py", "own");
        git("-C 'my checkout' add -A");
        git("-C 'my checkout' commit -q -m own");

        assertCode(
                "systemd.fetch.not-forward",
                () -> runtime().prepare(Optional.empty(), fence(1, "op")));
    }

    @Test
    void a_remote_that_does_not_answer_is_told_in_gits_words() {
        place.sh("mv upstream.git away");

        assertCode(
                "systemd.fetch.failed", () -> runtime().prepare(Optional.of(NEW), fence(1, "op")));
    }

    @Test
    void submodules_are_refused_by_name() {
        commit(".gitmodules", "[submodule \"x\"]", "1.3");
        git("-C desk push -q --tags origin main");

        assertCode(
                "systemd.fetch.submodules",
                () -> runtime().prepare(Optional.of("1.3"), fence(1, "op")));
    }

    @Test
    void changed_files_have_the_time_of_the_commit_on_every_node() throws Exception {
        update("1.1");

        assertThat(place.sh("stat -c %Y 'my checkout/odoo.py'"))
                .isEqualTo(git("-C desk log -1 --format=%ct 1.1"));
    }

    @Test
    void files_that_only_have_another_time_are_not_changed_by_hand() throws Exception {
        update("1.1");
        commit("odoo.py", "three", "1.2");
        git("-C desk push -q --tags origin main");
        place.sh("touch -d '-1 day' 'my checkout/odoo.py'");

        assertThat(runtime().prepare(Optional.of("1.2"), fence(1, "op")).name()).isEqualTo("1.2");
    }

    /** Seen in the lab: "Entry 'REVISION' not uptodate. Cannot merge." on the way back. */
    @Test
    void files_that_only_have_another_time_do_not_bar_the_way_back() throws Exception {
        var before = runtime().read().revision().orElseThrow();
        update("1.1");
        place.sh("touch -d '-1 day' 'my checkout/odoo.py'");

        runtime().update(before, fence(1, "op-r"), lines::add);

        assertThat(head()).isEqualTo(before.id());
    }

    @Test
    void a_restart_that_fails_is_told_with_what_systemd_says_of_the_unit() throws Exception {
        place.file("unit/broken", "");
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));

        assertThatThrownBy(() -> runtime().update(target, fence(1, "op-u"), lines::add))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e ->
                                assertThat(e.fault().output().orElse(""))
                                        .contains("Failed with result"));
    }

    @Test
    void a_checkout_that_moved_after_the_start_is_named() throws Exception {
        place.file("unit/start", "1000000");
        assertThat(runtime().read().notes())
                .anySatisfy(note -> assertThat(note).contains("what runs is older than 1.0"));
        restart();
        place.sh("touch -d '-1 hour' 'my checkout/.git/logs/HEAD'");
        assertThat(runtime().read().notes()).isEmpty();
    }

    @Test
    void a_kill_mode_that_cuts_requests_is_named() throws Exception {
        place.file("unit/killmode", "control-group");

        assertThat(runtime().read().notes())
                .anySatisfy(note -> assertThat(note).contains("KillMode=mixed"));
    }

    @Test
    void a_unit_that_is_not_there_is_a_mistake_in_the_cluster_file() {
        place.file("unit/load", "not-found");

        assertCode("systemd.unit.none", () -> runtime().read());
    }

    @ParameterizedTest
    @CsvSource({
        "1min 30s, 90",
        "2min, 120",
        "infinity, 2147483647",
        "90s, 90",
        "1h 1min 1s, 3661",
        "500ms, 0"
    })
    void spans_are_read_as_systemd_writes_them(String span, long seconds) {
        assertThat(SystemdUnit.seconds(span)).isEqualTo(Optional.of(seconds));
    }

    @Test
    void a_revision_that_git_would_take_for_something_else_is_refused() {
        for (var hostile :
                new String[] {"--upload-pack=touch owned", "a..b", "a b", "x;reboot", ""}) {
            assertCode(
                    "systemd.revision.bad",
                    () -> runtime().prepare(Optional.of(hostile), fence(1, "op")));
        }
    }

    private void update(String to) throws FaultException {
        var target = runtime().prepare(Optional.of(to), fence(1, "op"));
        runtime().update(target, fence(1, "op-u"), lines::add);
    }

    private static void assertCode(
            String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable deed) {
        assertThatThrownBy(deed)
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(code));
    }
}
