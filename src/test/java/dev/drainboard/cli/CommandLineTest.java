package dev.drainboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Command;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostCheck;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeEngine engine = new FakeEngine();
    private final List<String> opened = new ArrayList<>();
    private Optional<String> answers = Optional.empty();
    private boolean healthy = true;
    private Optional<Path> last = Optional.empty();

    private int run(String... arguments) {
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        answers.map(text -> new BufferedReader(new StringReader(text))));
        return DrainboardCommand.run(
                new FakeEngines(), () -> NOW, first -> () -> {}, terminal, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> errors() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED,1",
        "UNKNOWN,1",
        "WRONG,2",
        "REFUSED,3",
        "HELD,4",
        "UNREACHABLE,5",
        "ASKED,6"
    })
    void a_fault_leaves_with_its_exit_code_and_three_lines(Fault.Kind kind, int exit) {
        engine.refusal = Optional.of(Fault.of(kind, "x", "What.", "Why.", "Do this."));

        assertThat(run("drain", "c.yaml", "node1")).isEqualTo(exit);
        assertThat(errors()).containsExactly("What.", "Why.", "Do this.");
    }

    @ParameterizedTest
    @CsvSource({"succeeded,0", "aborted,0", "paused,6", "failed,1"})
    void an_ending_leaves_with_its_exit_code(String status, int exit) {
        engine.status = status;

        assertThat(run("rollout", "c.yaml", "--yes")).isEqualTo(exit);
    }

    @Test
    void a_rollout_without_a_terminal_and_without_yes_prints_the_plan_and_changes_nothing() {
        assertThat(run("rollout", "c.yaml", "--to", "1.1")).isEqualTo(2);

        assertThat(out()).contains("drain", "lb1$ set server odoo/node1 state drain");
        assertThat(errors()).hasSize(3).last().asString().contains("--yes");
        assertThat(engine.done).isEmpty();
    }

    @Test
    void a_person_at_a_terminal_is_asked() {
        answers = Optional.of("y\n");

        assertThat(run("rollout", "c.yaml", "--to", "1.1")).isZero();
        assertThat(engine.done).containsExactly("rollout to 1.1");
    }

    @Test
    void a_person_who_does_not_agree_changes_nothing() {
        answers = Optional.of("\n");

        assertThat(run("rollout", "c.yaml")).isEqualTo(2);
        assertThat(engine.done).isEmpty();
    }

    @Test
    void json_is_one_object_a_step_and_one_for_the_end() {
        engine.status = "failed";
        engine.fault =
                Optional.of(
                        Fault.of(Fault.Kind.FAILED, "gate.failed", "What.", "Why.", "Fix.")
                                .on("node1"));

        assertThat(run("update", "c.yaml", "node1", "--json")).isEqualTo(1);

        assertThat(out().lines().toList())
                .containsExactly(
                        "{\"at\":\"2026-11-23T03:00:00Z\",\"rollout\":\"op\",\"node\":\"node1\",\"step\":\"gate\",\"status\":\"failed\","
                                + "\"detail\":\"no\",\"checks\":[{\"name\":\"a\"}]}",
                        "{\"at\":\"2026-11-23T03:00:00Z\",\"rollout\":\"op\",\"status\":\"failed\",\"fault\":{\"code\":\"gate.failed\","
                                + "\"what\":\"What.\",\"why\":\"Why.\",\"fix\":\"Fix.\",\"host\":\"node1\"},"
                                + "\"nodes\":[{\"node\":\"node1\",\"status\":\"failed\",\"step\":\"gate\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "--resume,RESUME",
        "--retry,RETRY",
        "--roll-back,ROLL_BACK",
        "--abort,ABORT",
        "--pause,PAUSE"
    })
    void each_word_reaches_the_engine(String option, Word word) {
        run("rollout", "c.yaml", option);

        assertThat(engine.said).containsExactly(word);
    }

    @Test
    void two_words_at_once_are_wrong() {
        assertThat(run("rollout", "c.yaml", "--resume", "--abort")).isEqualTo(2);
        assertThat(engine.said).isEmpty();
    }

    @Test
    void a_pause_of_a_rollout_under_way_is_left_with_its_holder() {
        engine.lock =
                Optional.of(
                        new LockFacts(
                                "ben", "desk", 7, "0", NOW, NOW, NOW, "rollout", "op", 3, false));

        assertThat(run("rollout", "c.yaml", "--pause")).isZero();
        assertThat(engine.done).containsExactly("asked to pause");
    }

    @Test
    void batches_are_refused_in_words() {
        assertThat(run("rollout", "c.yaml", "--batch", "2", "--yes")).isEqualTo(2);
        assertThat(errors()).hasSize(3);
        assertThat(engine.done).isEmpty();
    }

    @Test
    void a_wait_that_is_no_time_is_wrong_and_says_what_a_time_is() {
        assertThat(run("drain", "c.yaml", "node1", "--wait", "soon")).isEqualTo(2);
        assertThat(errors().getFirst()).contains("'soon' is not a time");
    }

    @Test
    void the_help_lists_only_what_works() {
        assertThat(run("--help")).isZero();
        assertThat(out())
                .contains(
                        "check", "status", "plan", "drain", "maint", "restore", "update", "rollout",
                        "trust", "unlock")
                .contains("sandbox")
                .doesNotContain("doctor", "discover", "export");
        out.reset();
        assertThat(run("drain", "--help")).isZero();
        assertThat(out()).doesNotContain("--for");
    }

    @Test
    void a_live_holder_keeps_the_lock_unless_force_is_said() {
        engine.lock =
                Optional.of(
                        new LockFacts(
                                "ben", "desk", 7, "0", NOW, NOW, NOW, "rollout", "op", 3, false));

        assertThat(run("unlock", "c.yaml")).isEqualTo(4);
        assertThat(out()).contains("ben on desk");
        assertThat(run("unlock", "c.yaml", "--force")).isZero();
        assertThat(engine.done).containsExactly("unlocked, force true");
    }

    @Test
    void what_a_host_prints_cannot_move_the_cursor() {
        engine.refusal =
                Optional.of(
                        Fault.of(Fault.Kind.FAILED, "x", "a\u001B[2Jb", "c\u202Ed", "e")
                                .said("f\u0007g"));

        run("drain", "c.yaml", "node1");

        assertThat(errors()).containsExactly("a[2Jb", "cd", "e", "  | fg");
    }

    @Test
    void what_is_said_before_the_command_holds_for_it_too() {
        run("--read-only", "--as", "carol", "drain", "erp.yaml", "node1");
        run("drain", "erp.yaml", "node1", "--read-only", "--as", "carol");
        run("drain", "erp.yaml", "node1", "--as", "carol");

        assertThat(opened).containsExactly("carol, read only", "carol, read only", "carol");
    }

    @Test
    void a_rollout_that_stands_says_how_to_go_on_with_the_file_that_was_named(@TempDir Path dir)
            throws Exception {
        var file = Files.writeString(dir.resolve("erp.yaml"), "").toString();
        engine.status = "paused";
        engine.stands = true;

        run("rollout", file, "--yes");

        assertThat(errors().getLast())
                .contains("drainboard rollout " + file + " --resume")
                .contains("--roll-back")
                .contains("--abort");
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "discover", "export", "sudoers"})
    void what_is_not_in_this_version_is_refused_by_name(String command) {
        assertThat(run(command, "c.yaml")).isEqualTo(2);
        assertThat(errors().getFirst()).contains("drainboard " + command).contains("not in this");
        assertThat(opened).isEmpty();
    }

    @Test
    void a_holder_whose_process_has_ended_here_is_freed_without_force() {
        engine.lock =
                Optional.of(
                        new LockFacts(
                                "ana", "desk", 7, "0", NOW, NOW, NOW, "rollout", "op", 3, true));

        assertThat(run("unlock", "c.yaml")).isZero();
        assertThat(out()).contains("that process has ended");
        assertThat(engine.done).containsExactly("unlocked, force false");
    }

    @Test
    void a_bug_names_the_file_that_says_more() {
        engine.bug = true;

        assertThat(run("drain", "c.yaml", "node1")).isEqualTo(1);
        assertThat(errors().getLast()).contains("/home/mk/drainboard.log");
    }

    @Test
    void what_a_step_says_stands_below_its_announcement_however_late_that_is_written() {
        engine.early = true;

        run("update", "c.yaml", "node1");

        assertThat(out()).containsSubsequence("Ask its gate", "2 of 5", "FAILED");
    }

    @Test
    void a_reason_is_part_of_what_everybody_sees() {
        run("drain", "c.yaml", "node1", "--reason", "disk swap");

        assertThat(engine.done).containsExactly("drain node1 (disk swap)");
    }

    @Test
    void a_window_is_expected_where_no_command_says_otherwise() {
        assertThat(DrainboardCommand.expectsWindow()).isTrue();
        assertThat(DrainboardCommand.expectsWindow("erp.yaml", "--read-only")).isTrue();
        assertThat(DrainboardCommand.expectsWindow("sandbox", "--nodes", "6")).isTrue();
        assertThat(DrainboardCommand.expectsWindow("sandbox", "--headless")).isFalse();
        assertThat(DrainboardCommand.expectsWindow("status", "erp.yaml")).isFalse();
        assertThat(DrainboardCommand.expectsWindow("--read-only", "drain", "erp.yaml")).isFalse();
        assertThat(DrainboardCommand.expectsWindow("doctor", "erp.yaml")).isFalse();
        assertThat(DrainboardCommand.expectsWindow("--version")).isFalse();
    }

    @Test
    void the_window_opens_on_the_sandbox_which_ends_with_it() {
        assertThat(run("sandbox", "--nodes", "7")).isZero();

        assertThat(opened)
                .containsExactly("sandbox of 7", "window on /tmp/s/cluster.yaml", "sandbox closed");
    }

    @Test
    void without_a_cluster_file_the_window_opens_on_the_last_one() {
        last = Optional.of(Path.of("/home/mk/erp.yaml"));

        assertThat(run("--as", "mk")).isZero();

        assertThat(opened).containsExactly("window on /home/mk/erp.yaml by mk");
        assertThat(errors()).singleElement().asString().contains("/home/mk/erp.yaml");
    }

    @Test
    void who_never_opened_one_sees_the_sandbox_and_what_to_say_for_their_own() {
        assertThat(run("--read-only")).isZero();

        assertThat(opened)
                .containsExactly(
                        "sandbox of 4",
                        "window on /tmp/s/cluster.yaml, read only",
                        "sandbox closed");
        assertThat(errors()).singleElement().asString().contains("drainboard CLUSTER.yaml");
    }

    @Test
    void the_file_that_is_named_is_opened_whatever_was_last() {
        last = Optional.of(Path.of("/home/mk/erp.yaml"));

        assertThat(run("c.yaml")).isZero();

        assertThat(opened).containsExactly("window on c.yaml");
        assertThat(errors()).isEmpty();
    }

    @Test
    void several_files_are_one_window_with_the_first_one_shown() {
        assertThat(run("c.yaml", "d.yaml", "--read-only")).isZero();

        assertThat(opened).containsExactly("window on c.yaml and d.yaml, read only");
    }

    @Test
    void what_is_said_before_the_command_holds_for_the_sandboxs_window_as_well() {
        assertThat(run("--read-only", "--as", "mk", "sandbox")).isZero();

        assertThat(opened).contains("window on /tmp/s/cluster.yaml by mk, read only");
    }

    @Test
    void nodes_that_never_become_healthy_are_told_and_open_no_window() {
        healthy = false;

        assertThat(run("sandbox")).isEqualTo(1);
        assertThat(errors()).hasSize(3);
        assertThat(opened).containsExactly("sandbox of 4", "sandbox closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "61", "x"})
    void a_sandbox_has_from_1_to_60_nodes(String nodes) {
        assertThat(run("sandbox", "--nodes", nodes)).isEqualTo(2);
        assertThat(opened).isEmpty();
    }

    private final class FakeEngines implements Engines {
        @Override
        public Engine open(Path clusterFile, Optional<String> operator, boolean readOnly) {
            opened.add(operator.orElse("nobody") + (readOnly ? ", read only" : ""));
            return engine;
        }

        @Override
        public Path log() {
            return Path.of("/home/mk/drainboard.log");
        }

        @Override
        public Offer offeredKeys(Path clusterFile, String host) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Path> lastCluster() {
            return last;
        }

        @Override
        public int window(List<Path> clusterFiles, Optional<String> operator, boolean readOnly) {
            var clusterFile =
                    clusterFiles.stream()
                            .map(Path::toString)
                            .collect(java.util.stream.Collectors.joining(" and "));
            var who = operator.map(name -> " by " + name).orElse("");
            var how = readOnly ? ", read only" : "";
            opened.add("window on " + clusterFile + who + how);
            return 0;
        }

        @Override
        public Sandboxed sandbox(int nodes) {
            opened.add("sandbox of " + nodes);
            return new FakeSandbox();
        }

        @Override
        public List<String> faultPoints() {
            return List.of("lock.taken");
        }
    }

    private final class FakeSandbox implements Engines.Sandboxed {
        @Override
        public Path clusterFile() {
            return Path.of("/tmp/s/cluster.yaml");
        }

        @Override
        public boolean awaitHealthy(Duration most) {
            return healthy;
        }

        @Override
        public String obey(String line) {
            return line;
        }

        @Override
        public void close() {
            opened.add("sandbox closed");
        }
    }

    /** Does what its fields say, and remembers what it was told. */
    private static final class FakeEngine implements Engine {
        private final List<String> done = new ArrayList<>();
        private final List<Word> said = new ArrayList<>();
        private Optional<Fault> refusal = Optional.empty();
        private boolean stands;
        private Optional<Fault> fault = Optional.empty();
        private Optional<LockFacts> lock = Optional.empty();
        private boolean bug;
        private boolean early;
        private String status = "succeeded";

        @Override
        public Cluster cluster() {
            return Clusters.one();
        }

        @Override
        public Snapshot look() {
            return Snapshot.empty(cluster(), NOW);
        }

        @Override
        public void watch(Consumer<Snapshot> snapshots) {}

        @Override
        public List<HostCheck> check() {
            return List.of();
        }

        @Override
        public Plan preview(Intent intent) {
            return plan(intent);
        }

        @Override
        public Plan preview(Word.Said word) {
            return plan(new Intent.Restore("node1"));
        }

        @Override
        public Plan plan(Intent intent) {
            var command = new Command("lb1", "set server odoo/node1 state drain");
            return new Plan(
                    intent,
                    List.of(
                            new Step(
                                    Optional.of("node1"),
                                    StepKind.DRAIN,
                                    "Take node1 out",
                                    List.of(command))),
                    List.of());
        }

        @Override
        public Ending carryOut(Intent intent, Optional<String> override, Listener listener)
                throws FaultException {
            if (refusal.isPresent()) {
                throw refusal.get().thrown();
            }
            if (bug) {
                throw new IllegalStateException("planted");
            }
            done.add(intent.purpose());
            if (early) {
                var gate = new Step(Optional.of("node1"), StepKind.GATE, "Ask its gate", List.of());
                listener.progress(gate, "2 of 5");
                listener.entry(
                        new JournalEntry(
                                NOW,
                                "op",
                                "ana",
                                JournalEntry.Kind.ABOUT,
                                gate.node(),
                                Optional.of(gate.kind()),
                                gate.text(),
                                Map.of(),
                                Optional.empty()));
            }
            listener.entry(
                    new JournalEntry(
                            NOW,
                            "op",
                            "ana",
                            JournalEntry.Kind.FAILED,
                            Optional.of("node1"),
                            Optional.of(StepKind.GATE),
                            "no",
                            Map.of("checks", "[{\"name\":\"a\"}]"),
                            Optional.empty()));
            return ending();
        }

        private Ending ending() {
            return new Ending(
                    "op",
                    status,
                    fault,
                    List.of(new NodeEnding("node1", "failed", "gate")),
                    List.of(),
                    stands);
        }

        @Override
        public Ending say(Word.Said word, Listener listener) {
            said.add(word.word());
            return ending();
        }

        @Override
        public void pause() {}

        @Override
        public Optional<LockFacts> lock() {
            return lock;
        }

        @Override
        public void askToPause() {
            done.add("asked to pause");
        }

        @Override
        public void unlock(boolean force) {
            done.add("unlocked, force " + force);
        }

        @Override
        public List<JournalEntry> journal() {
            return List.of();
        }

        @Override
        public List<String> verify() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
