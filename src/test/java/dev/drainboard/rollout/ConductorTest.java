package dev.drainboard.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.store.JsonNotation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConductorTest {

    private static final Intent ROLLOUT = new Intent.Rollout(Optional.of("1.1"), List.of(), 1);

    private final World world = new World(3, "lb1", "lb2");

    @Test
    void a_rollout_takes_each_node_out_everywhere_updates_it_and_puts_it_back() throws Exception {
        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.status()).isEqualTo("succeeded");
        assertThat(world.deeds)
                .startsWith(
                        "lb1 node1 drain",
                        "lb2 node1 drain",
                        "lb1 node1 maint",
                        "lb2 node1 maint",
                        "node1 runs 1.1",
                        "lb2 node1 back",
                        "lb1 node1 back",
                        "lb1 node2 drain")
                .hasSize(21);
        assertEverythingServes("1.1");
    }

    @Test
    void an_update_waits_until_no_request_is_left() throws Exception {
        world.nodes.get("node1").requests = 7;

        world.conductor(Optional.empty())
                .carryOut(new Intent.Update("node1", Optional.of("1.1")), Optional.empty());

        assertThat(world.nodes.get("node1").revision.name()).isEqualTo("1.1");
        assertThat(world.nodes.get("node2").revision.name()).isEqualTo("1.0");
    }

    @Test
    void a_node_that_does_not_become_idle_is_asked_about_and_stays_drained() throws Exception {
        world.nodes.get("node2").requests = 100_000;

        var outcome =
                world.conductor(Optional.empty())
                        .carryOut(
                                new Intent.Drain("node2", Intent.DrainWish.DEFAULT),
                                Optional.empty());

        assertThat(outcome.status()).isEqualTo("paused");
        assertThat(outcome.fault().orElseThrow().kind()).isEqualTo(Fault.Kind.ASKED);
        assertThat(world.balancers.get("lb1").admin).containsEntry("node2", AdminState.DRAIN);
        assertThat(ledger().nodesOut()).containsExactly("node2");
    }

    @Test
    void a_pause_ends_the_wait_for_idleness_at_once_and_leaves_the_node_drained() throws Exception {
        world.nodes.get("node2").requests = 100_000;
        var conductors = new Conductor[1];
        conductors[0] =
                world.conductor(
                        "ana",
                        Optional.empty(),
                        entry -> {
                            if (entry.kind() == JournalEntry.Kind.DID) {
                                conductors[0].pause(); // node2 is out, nobody waits yet
                            }
                        });
        var began = world.now;

        var outcome =
                conductors[0].carryOut(
                        new Intent.Drain(
                                "node2",
                                new Intent.DrainWish(
                                        Optional.of(Duration.ofHours(2)),
                                        Optional.of(DrainSpec.Then.ABORT),
                                        Optional.empty())),
                        Optional.empty());

        assertThat(outcome.status()).isEqualTo("paused");
        assertThat(Duration.between(began, world.now)).isLessThan(Duration.ofMinutes(1));
        assertThat(ledger().nodesOut()).containsExactly("node2");
        assertThat(view().phase()).isEqualTo(OperationView.Phase.PAUSED);
        assertThat(view().stopped()).as("a drain keeps nobody out").isFalse();
    }

    @Test
    void restore_puts_back_what_an_earlier_drain_took_out() throws Exception {
        world.conductor(Optional.empty())
                .carryOut(new Intent.Drain("node2", Intent.DrainWish.DEFAULT), Optional.empty());
        var outcome =
                world.conductor(Optional.empty())
                        .carryOut(new Intent.Restore("node2"), Optional.empty());

        assertThat(outcome.status()).isEqualTo("succeeded");
        assertThat(ledger().nodesOut()).isEmpty();
        assertEverythingServes("1.0");
    }

    @Test
    void restore_does_not_undo_what_somebody_else_did() throws Exception {
        world.balancers.get("lb1").admin.put("node2", AdminState.MAINT);

        var outcome =
                world.conductor(Optional.empty())
                        .carryOut(new Intent.Restore("node2"), Optional.empty());

        assertThat(outcome.status()).isEqualTo("failed");
        assertThat(outcome.fault().orElseThrow().code()).isEqualTo("restore.not-ours");
        assertThat(world.balancers.get("lb1").admin).containsEntry("node2", AdminState.MAINT);
    }

    @Test
    void a_node_that_somebody_drained_before_is_updated_and_left_drained() throws Exception {
        world.balancers.values().forEach(balancer -> balancer.admin.put("node3", AdminState.DRAIN));

        var outcome =
                world.conductor(Optional.empty())
                        .carryOut(new Intent.Update("node3", Optional.of("1.1")), Optional.empty());

        assertThat(outcome.status()).isEqualTo("succeeded");
        assertThat(world.nodes.get("node3").revision.name()).isEqualTo("1.1");
        assertThat(world.balancers.get("lb1").admin).containsEntry("node3", AdminState.DRAIN);
    }

    @Test
    void a_revision_that_never_becomes_healthy_stops_at_the_first_node_and_rolls_back()
            throws Exception {
        world.badRevisions.add("bad");
        var rollout = new Intent.Rollout(Optional.of("bad"), List.of(), 1);

        var outcome = world.conductor(Optional.empty()).carryOut(rollout, Optional.empty());

        assertThat(outcome.status()).isEqualTo("failed");
        assertThat(outcome.fault().orElseThrow().code()).isEqualTo("gate.failed");
        assertThat(outcome.fault().orElseThrow().why())
                .contains("GET /web/health: want 200, got 500");
        assertThat(world.journal)
                .anyMatch(entry -> entry.data().getOrDefault("checks", "").contains("/web/health"));
        assertThat(world.nodes.get("node2").revision.name()).isEqualTo("1.0");
        assertThat(world.balancers.get("lb2").admin)
                .containsEntry("node1", AdminState.MAINT)
                .containsEntry("node2", AdminState.READY);

        var back =
                world.conductor(Optional.empty())
                        .say(new Word.Said(Word.ROLL_BACK, Optional.empty()));

        assertThat(back.status()).isEqualTo("succeeded");
        assertEverythingServes("1.0");
    }

    @Test
    void a_pull_that_fails_drains_nothing_and_can_be_ended() throws Exception {
        world.pullFault = Optional.of(World.broken("manifest unknown"));

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.status()).isEqualTo("failed");
        assertThat(world.deeds).isEmpty();
        assertThat(
                        world.conductor(Optional.empty())
                                .say(new Word.Said(Word.ROLL_BACK, Optional.empty()))
                                .status())
                .isEqualTo("succeeded");
        assertEverythingServes("1.0");
    }

    @Test
    void a_stopped_rollout_reserves_the_cluster_for_everybody() throws Exception {
        world.badRevisions.add("bad");
        world.conductor(Optional.empty())
                .carryOut(new Intent.Rollout(Optional.of("bad"), List.of(), 1), Optional.empty());

        var ben = world.conductor("ben", Optional.empty(), entry -> {});

        assertThatThrownBy(() -> ben.carryOut(ROLLOUT, Optional.empty()))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> {
                            assertThat(e.fault().kind()).isEqualTo(Fault.Kind.HELD);
                            assertThat(e.fault().why()).contains("ana").contains("node1 gate");
                            assertThat(e.fault().fix())
                                    .contains("--resume")
                                    .contains("--roll-back")
                                    .contains("--abort");
                        });
        assertThat(ben.say(new Word.Said(Word.ROLL_BACK, Optional.empty())).status())
                .isEqualTo("succeeded");
    }

    @Test
    void a_word_is_heard_by_the_operation_it_was_said_of_and_by_no_other() throws Exception {
        world.badRevisions.add("bad");
        var rollout = new Intent.Rollout(Optional.of("bad"), List.of(), 1);
        var looked = world.conductor(Optional.empty()).carryOut(rollout, Optional.empty());
        var ofThat = new Word.Said(Word.ABORT, Optional.empty(), Optional.of(looked.operation()));
        var ben = world.conductor("ben", Optional.empty(), entry -> {});
        ben.say(new Word.Said(Word.ROLL_BACK, Optional.empty()));
        ben.carryOut(rollout, Optional.empty());
        var before = List.copyOf(world.deeds);

        assertThatThrownBy(() -> world.conductor(Optional.empty()).say(ofThat))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> {
                            assertThat(e.fault().code()).isEqualTo("rollout.another");
                            assertThat(e.fault().why()).contains("ben");
                        });
        assertThat(world.deeds).isEqualTo(before);
    }

    @Test
    void an_abort_puts_back_what_passes_and_lists_what_does_not() throws Exception {
        world.badRevisions.add("bad");
        world.conductor(Optional.empty())
                .carryOut(new Intent.Rollout(Optional.of("bad"), List.of(), 1), Optional.empty());

        var outcome =
                world.conductor(Optional.empty()).say(new Word.Said(Word.ABORT, Optional.empty()));

        assertThat(outcome.status()).isEqualTo("aborted");
        assertThat(outcome.left()).containsExactly("node1");
        assertThat(world.balancers.get("lb1").admin)
                .containsEntry("node1", AdminState.MAINT)
                .containsEntry("node2", AdminState.READY);
    }

    @Test
    void every_word_of_a_stopped_rollout_says_before_what_it_will_do() throws Exception {
        world.badRevisions.add("bad");
        var conductor = world.conductor(Optional.empty());
        conductor.carryOut(new Intent.Rollout(Optional.of("bad"), List.of(), 1), Optional.empty());
        var deeds = List.copyOf(world.deeds);
        var lines = world.journal.size();

        for (var word : List.of(Word.RESUME, Word.RETRY)) {
            var left = conductor.preview(new Word.Said(word, Optional.empty()));
            assertThat(left.steps().getFirst().label()).isEqualTo("node1 gate");
            assertThat(left.steps())
                    .extracting(dev.drainboard.model.Step::text)
                    .contains("Update node2 to bad", "Update node3 to bad")
                    .doesNotContain("Update node1 to bad");
            assertThat(left.notes()).contains("node1 gate failed: it is done once more.");
        }
        var back = conductor.preview(new Word.Said(Word.ROLL_BACK, Optional.empty()));
        assertThat(back.steps())
                .extracting(dev.drainboard.model.Step::text)
                .anyMatch(text -> text.startsWith("Put node1 back to "))
                .noneMatch(text -> text.contains("node2"));
        assertThat(back.notes()).anyMatch(note -> note.startsWith("node1 goes back to "));
        var abort = conductor.preview(new Word.Said(Word.ABORT, Optional.empty()));
        assertThat(abort.steps())
                .extracting(dev.drainboard.model.Step::kind)
                .containsExactly(StepKind.PREFLIGHT, StepKind.GATE, StepKind.RESTORE);
        assertThat(abort.steps().getLast().commands()).isNotEmpty();
        assertThat(abort.notes())
                .contains(
                        "node1: put back if the gate passes, else left out and listed.",
                        "node2, node3: not updated, and never will be by it.");

        assertThat(world.deeds).as("nothing was done").isEqualTo(deeds);
        assertThat(world.journal).as("nothing was said").hasSize(lines);
        var another = new Word.Said(Word.ABORT, Optional.empty(), Optional.of("another"));
        assertThatThrownBy(() -> conductor.preview(another))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("rollout.another"));
    }

    @Test
    void a_balancer_that_refuses_leaves_the_node_in_rotation_on_the_other() throws Exception {
        world.balancers.get("lb2").fault = Optional.of(World.broken("nginx -t fails"));

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.status()).isEqualTo("failed");
        assertThat(outcome.fault().orElseThrow().code()).isEqualTo("test.broken");
        assertThat(world.balancers.get("lb1").admin).containsEntry("node1", AdminState.READY);
    }

    @Test
    void a_half_that_cannot_be_undone_is_held_and_named() throws Exception {
        world.balancers.get("lb2").fault = Optional.of(World.broken("nginx -t fails"));
        world.balancers.get("lb1").putBackFault = Optional.of(World.broken("gone"));

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        var fault = outcome.fault().orElseThrow();
        assertThat(fault.code()).isEqualTo("rotation.half");
        assertThat(fault.what()).contains("node1 is held").contains("lb1");
    }

    @Test
    void a_drain_of_a_node_that_cannot_be_asked_says_who_counted() throws Exception {
        world.nodes.get("node1").silent = true;

        var drain = new Intent.Drain("node1", Intent.DrainWish.DEFAULT);
        assertThat(world.conductor(Optional.empty()).carryOut(drain, Optional.empty()).status())
                .isEqualTo("succeeded");

        assertThat(world.journal)
                .anyMatch(line -> line.detail().contains("counted by the balancers"));
    }

    @Test
    void a_balancer_lost_in_the_middle_of_a_change_is_not_told_as_unchanged() throws Exception {
        world.balancers.get("lb2").lostAfterDeed = true;

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        var fault = outcome.fault().orElseThrow();
        assertThat(fault.code()).isEqualTo("rotation.half");
        assertThat(fault.what()).contains("node1 is held").contains("lb1").contains("lb2");
    }

    @Test
    void a_name_that_the_cluster_does_not_know_is_refused_with_words_and_leaves_no_trace() {
        var conductor = world.conductor(Optional.empty());
        for (var nobody :
                List.of(
                        new Intent.Rollout(Optional.empty(), List.of("nod1"), 1),
                        new Intent.Update("nod1", Optional.empty()),
                        new Intent.Restore("nod1"),
                        new Intent.Drain("nod1", Intent.DrainWish.DEFAULT))) {
            assertUnknown(() -> conductor.preview(nobody));
            assertUnknown(() -> conductor.carryOut(nobody, Optional.empty()));
        }
        assertThat(world.journal).isEmpty();
    }

    private static void assertUnknown(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        refused ->
                                assertThat(refused.fault().code()).isEqualTo("guard.node.unknown"));
    }

    @Test
    void a_reload_that_forgets_the_drain_is_set_again_and_named() throws Exception {
        world.nodes.get("node1").requests = 5;
        var reloaded = new boolean[1];
        var conductor =
                world.conductor(
                        "ana",
                        Optional.empty(),
                        entry -> {
                            boolean maint =
                                    entry.detail()
                                            .startsWith("Wait until no request is left on node1");
                            if (maint && !reloaded[0]) {
                                reloaded[0] = true;
                                world.reload("lb1");
                                awaitTakenOutAgain();
                            }
                        });

        assertThat(conductor.carryOut(ROLLOUT, Optional.empty()).status()).isEqualTo("succeeded");
        assertThat(world.journal)
                .anyMatch(entry -> entry.detail().contains("lb1 had node1 in rotation again"));
    }

    private void awaitTakenOutAgain() {
        for (int look = 0;
                look < 2000 && world.balancers.get("lb1").admin.get("node1") == AdminState.READY;
                look++) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void a_rollout_pauses_after_the_step_and_goes_on() throws Exception {
        var conductors = new Conductor[1];
        conductors[0] =
                world.conductor(
                        "ana",
                        Optional.empty(),
                        entry -> {
                            if (entry.detail().startsWith("Update node2")) {
                                conductors[0].pause();
                            }
                        });

        assertThat(conductors[0].carryOut(ROLLOUT, Optional.empty()).status()).isEqualTo("paused");
        assertThat(view().phase()).isEqualTo(OperationView.Phase.PAUSED);
        assertThat(world.nodes.get("node2").revision.name()).isEqualTo("1.1");
        assertThat(world.nodes.get("node3").revision.name()).isEqualTo("1.0");

        assertThat(
                        world.conductor(Optional.empty())
                                .say(new Word.Said(Word.RESUME, Optional.empty()))
                                .status())
                .isEqualTo("succeeded");
        assertEverythingServes("1.1");
    }

    @Test
    void a_rollout_that_stands_cannot_be_paused_into_another_state() throws Exception {
        world.badRevisions.add("bad");
        var rollout = new Intent.Rollout(Optional.of("bad"), List.of(), 1);
        assertThat(world.conductor(Optional.empty()).carryOut(rollout, Optional.empty()).status())
                .isEqualTo("failed");

        assertThatThrownBy(
                        () ->
                                world.conductor(Optional.empty())
                                        .say(new Word.Said(Word.PAUSE, Optional.empty())))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("rollout.stands"));
        assertThat(view().phase()).isEqualTo(OperationView.Phase.FAILED);
    }

    @Test
    void modules_in_upgrade_refuse_the_rollout_and_reserve_nothing() throws Exception {
        world.pendingModules = List.of("sale (to upgrade)");

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.fault().orElseThrow().kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(ledger().reserving()).isEmpty();
        assertThat(world.deeds).isEmpty();
    }

    @Test
    void the_last_serving_node_is_never_taken() throws Exception {
        world.nodes.get("node2").dead = true;
        world.nodes.get("node3").dead = true;

        var outcome =
                world.conductor(Optional.empty())
                        .carryOut(
                                new Intent.Drain("node1", Intent.DrainWish.DEFAULT),
                                Optional.of("I know better"));

        assertThat(outcome.fault().orElseThrow().code()).isEqualTo("guard.last");
        assertThat(world.balancers.get("lb1").admin).containsEntry("node1", AdminState.READY);
    }

    @Test
    void a_restore_in_the_middle_of_a_stopped_rollout_makes_resume_begin_that_node_anew()
            throws Exception {
        world.badRevisions.add("1.1");
        world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());
        world.badRevisions.clear();

        assertThat(
                        world.conductor(Optional.empty())
                                .carryOut(new Intent.Restore("node1"), Optional.empty())
                                .status())
                .isEqualTo("succeeded");
        assertThat(
                        world.conductor(Optional.empty())
                                .say(new Word.Said(Word.RESUME, Optional.empty()))
                                .status())
                .isEqualTo("succeeded");
        assertEverythingServes("1.1");
    }

    /** Every point at which the process may be killed, for each way on. */
    static List<String> points() {
        return FaultPoint.names();
    }

    @ParameterizedTest
    @MethodSource("points")
    void a_rollout_killed_at_any_point_is_finished_by_resume(String point) throws Exception {
        killedAt(point);

        if (ledger().reserving().isPresent()) {
            var outcome =
                    world.conductor(Optional.empty())
                            .say(new Word.Said(Word.RESUME, Optional.empty()));
            assertThat(outcome.status()).isEqualTo("succeeded");
            assertEverythingServes("1.1");
        } else {
            assertEverythingServes(
                    ledger().latest().isPresent() && world.deeds.size() > 1 ? "1.1" : "1.0");
        }
        assertThat(ledger().nodesOut()).isEmpty();
        assertThat(world.deeds)
                .filteredOn(deed -> deed.contains("runs"))
                .hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("points")
    void a_rollout_killed_at_any_point_is_put_back_by_abort(String point) throws Exception {
        killedAt(point);
        for (var node : world.nodes.keySet()) {
            boolean out =
                    world.balancers.values().stream()
                            .anyMatch(lb -> lb.admin.get(node) != AdminState.READY);
            if (out) {
                assertThat(ledger().nodesOut()).as("no node is drained unseen").contains(node);
            }
        }

        if (ledger().reserving().isPresent()) {
            var outcome =
                    world.conductor(Optional.empty())
                            .say(new Word.Said(Word.ABORT, Optional.empty()));
            assertThat(outcome.status()).isEqualTo("aborted");
        }
        assertThat(ledger().nodesOut()).isEmpty();
        world.balancers
                .values()
                .forEach(lb -> assertThat(lb.admin).doesNotContainValue(AdminState.MAINT));
    }

    private void killedAt(String point) {
        if (point.startsWith("word.") || point.equals("journal.stopped")) {
            return; // passed only when a word is said or a rollout stops
        }
        assertThatThrownBy(
                        () ->
                                world.conductor(Optional.of(point))
                                        .carryOut(ROLLOUT, Optional.empty()))
                .as("the point is passed")
                .satisfies(
                        killed -> {
                            var root = killed;
                            while (root.getCause() != null) {
                                root = root.getCause();
                            }
                            assertThat(root).isInstanceOf(World.Killed.class);
                        });
    }

    private void assertEverythingServes(String revision) {
        world.nodes.values().forEach(node -> assertThat(node.revision.name()).isEqualTo(revision));
        world.balancers
                .values()
                .forEach(lb -> assertThat(lb.admin.values()).containsOnly(AdminState.READY));
    }

    private Ledger ledger() {
        return Ledger.of(world.journal, new JsonNotation());
    }

    private OperationView view() {
        return ledger().view(world.lock).orElseThrow();
    }
}
