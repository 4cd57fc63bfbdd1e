package dev.drainboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.cli.Engine;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Status;
import dev.drainboard.model.Step;
import dev.drainboard.model.Word;
import dev.drainboard.sandbox.Ailment;
import dev.drainboard.sandbox.Sandbox;
import dev.drainboard.sandbox.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine on the sandbox, with its users at work. */
class RolloutOnSandboxTest {

    private static final Wish WISH =
            Wish.USUAL.nodes(3).boot(Duration.ofMillis(400)).load(new Wish.Load(40, 12));

    @TempDir private Path home;
    private Sandbox sandbox;
    private Engine engine;

    @BeforeEach
    void aSandbox() throws Exception {
        sandbox = Sandbox.start(WISH, InstantSource.system());
        var file = sandbox.clusterFile();
        var quick =
                Files.readString(file)
                        .replace("soak: 3s", "soak: 1s")
                        .replace("within: 30s", "within: 5s");
        engine =
                new LocalEngines(home)
                        .open(Files.writeString(file, quick), Optional.of("tester"), false);
        assertThat(sandbox.awaitHealthy(Duration.ofSeconds(20))).isTrue();
    }

    @AfterEach
    void close() {
        engine.close();
        sandbox.close();
    }

    @Test
    void nobody_notices_a_rollout_of_every_node() throws Exception {
        var ending = carryOut(rollout("18.0-2"));

        assertThat(ending.fault()).isEmpty();
        assertThat(ending.status()).isEqualTo("succeeded");
        assertThat(revisions()).isEqualTo(List.of("18.0-2", "18.0-2", "18.0-2"));
        var users = sandbox.users();
        assertThat(users.requests()).isGreaterThan(100);
        assertThat(users.reopened()).isPositive();
        assertThat(users.failures()).isEmpty();
        assertThat(users.failed()).isZero();
    }

    @Test
    void what_a_drain_changes_is_told_by_host_with_its_end_and_what_only_asks_is_not()
            throws Exception {
        engine.look();
        assertThat(((ClusterEngine) engine).commands()).isEmpty();

        carryOut(new Intent.Drain("node2", Intent.DrainWish.DEFAULT));

        var runs = ((ClusterEngine) engine).commands();
        assertThat(runs)
                .isNotEmpty()
                .allMatch(run -> run.exit().equals(OptionalInt.of(0)) && run.took().isPresent());
        assertThat(runs).extracting(run -> run.host()).contains("lb1");
        assertThat(runs)
                .extracting(run -> run.what())
                .contains("haproxy: change")
                .doesNotContain("haproxy: read", "nginx: read");
    }

    @Test
    void a_release_that_never_becomes_healthy_stops_at_the_first_node_and_is_taken_back()
            throws Exception {
        var ending = carryOut(rollout("18.0-broken"));

        assertThat(ending.status()).isEqualTo("failed");
        assertThat(ending.fault().map(Fault::code))
                .hasValueSatisfying(code -> assertThat(code).startsWith("gate"));
        assertThat(revisions()).isEqualTo(List.of("18.0-broken", "18.0-1", "18.0-1"));

        var back = engine.say(new Word.Said(Word.ROLL_BACK, Optional.empty()), QUIET);

        assertThat(back.fault()).isEmpty();
        assertThat(revisions()).isEqualTo(List.of("18.0-1", "18.0-1", "18.0-1"));
        await(node -> node.inRotation().equals(Optional.of(true)), "node1");
        assertThat(sandbox.users().failures()).isEmpty();
    }

    @Test
    void a_release_that_nobody_can_log_in_to_is_found_by_the_gate() throws Exception {
        var ending = carryOut(rollout("18.0-login"));

        assertThat(ending.fault())
                .hasValueSatisfying(fault -> assertThat(fault.toString()).contains("login"));
        assertThat(sandbox.users().failures()).isEmpty();
    }

    @Test
    void a_release_that_nobody_has_heard_of_changes_nothing() throws Exception {
        var ending = carryOut(rollout("18.0-9"));

        assertThat(ending.fault().orElseThrow().output().orElse("")).contains("manifest unknown");
        assertThat(revisions()).isEqualTo(List.of("18.0-1", "18.0-1", "18.0-1"));
    }

    /** Drained it still serves those that are bound to it by lb1's cookie; in maint nobody. */
    @Test
    void a_node_in_maint_has_no_request_until_it_is_restored() throws Exception {
        var drain = new Intent.Drain("node2", Intent.DrainWish.DEFAULT);
        assertThat(carryOut(drain).status()).isEqualTo("succeeded");
        assertThat(node("node2").inRotation()).isEqualTo(Optional.of(false));
        var maint = new Intent.Maint("node2", Intent.DrainWish.DEFAULT);
        assertThat(carryOut(maint).status()).isEqualTo("succeeded");
        var log = sandbox.directory().resolve("node2/odoo.log");
        var before = Files.readString(log);
        long requests = sandbox.users().requests();
        while (sandbox.users().requests() < requests + 60) {
            Thread.sleep(20);
        }
        assertThat(Files.readString(log).substring(before.length())).isEmpty();

        assertThat(carryOut(new Intent.Restore("node2")).status()).isEqualTo("succeeded");

        await(node -> node.inRotation().equals(Optional.of(true)), "node2");
        while (sandbox.users().requests() < requests + 120) {
            Thread.sleep(20);
        }
        assertThat(Files.readString(log).substring(before.length())).isNotEmpty();
        assertThat(sandbox.users().failures()).isEmpty();
    }

    @Test
    void what_befalls_a_node_is_seen_and_passes() throws Exception {
        sandbox.suffer("node3", Ailment.KILL);
        await(node -> node.state() == NodeState.FAILED, "node3");
        sandbox.suffer("node3", Ailment.HEAL);
        await(node -> node.state() == NodeState.HEALTHY, "node3");
        sandbox.suffer("node3", Ailment.FREEZE);
        await(
                node -> node.state() == NodeState.DEGRADED || node.state() == NodeState.FAILED,
                "node3");
        sandbox.suffer("node3", Ailment.HEAL);
        await(node -> node.state() == NodeState.HEALTHY, "node3");
    }

    private static Intent rollout(String to) {
        return new Intent.Rollout(Optional.of(to), List.of(), 1);
    }

    private Engine.Ending carryOut(Intent intent) throws FaultException {
        return engine.carryOut(intent, Optional.empty(), QUIET);
    }

    private List<String> revisions() {
        return Status.of(engine.look(), InstantSource.system().instant()).nodes().stream()
                .map(node -> node.revision().map(Revision::name).orElse("none"))
                .toList();
    }

    private NodeStatus node(String name) {
        return Status.of(engine.look(), InstantSource.system().instant()).nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void await(Predicate<NodeStatus> wanted, String name) {
        for (int i = 0; i < 40 && !wanted.test(node(name)); i++) {
            // each look asks anew, and takes its time
        }
        assertThat(node(name)).matches(wanted);
    }

    private static final Engine.Listener QUIET =
            new Engine.Listener() {
                @Override
                public void entry(JournalEntry entry) {
                    // the journal has it
                }

                @Override
                public void progress(Step step, String line) {
                    // nobody looks
                }
            };
}
