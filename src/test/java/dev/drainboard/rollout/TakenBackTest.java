package dev.drainboard.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.store.JsonNotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code rollout.onFailure: rollback}. */
class TakenBackTest {

    private static final Intent ROLLOUT = new Intent.Rollout(Optional.of("1.1"), List.of(), 1);

    private final World world = new World(World.cluster(3, rollback(), "lb1", "lb2"));

    private static RolloutSpec rollback() {
        var stop = RolloutSpec.DEFAULT;
        return new RolloutSpec(
                stop.batch(),
                stop.minInRotation(),
                stop.drain(),
                stop.passes(),
                stop.within(),
                stop.warmUp(),
                stop.soak(),
                stop.bake(),
                stop.ask(),
                RolloutSpec.OnFailure.ROLLBACK,
                Map.of());
    }

    @Test
    void what_fails_at_the_first_node_is_taken_back_by_itself_and_is_told_as_a_failure()
            throws Exception {
        world.badRevisions.add("1.1");

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.status()).isEqualTo("failed");
        assertThat(outcome.fault().orElseThrow().code()).isEqualTo("gate.failed");
        assertThat(outcome.fault().orElseThrow().what()).contains("back on their revision before");
        assertThat(outcome.fault().orElseThrow().why())
                .startsWith("node1 did not pass")
                .doesNotContain("stays out")
                .contains("/web/health");
        assertThat(outcome.stands()).as("nobody has to say a word").isFalse();
        assertAllServe("1.0");
        assertThat(ledger().reserving()).isEmpty();
        assertThat(view().phase()).isEqualTo(OperationView.Phase.FAILED);
        assertThat(view().story().stands()).as("it never stood").isEmpty();
        assertThat(world.journal.getLast().detail()).endsWith("failed, rolled back");
        assertThat(world.journal)
                .anyMatch(line -> line.detail().contains("as rollout.onFailure of the cluster"));
    }

    @Test
    void nodes_that_were_through_already_are_taken_back_too() throws Exception {
        var outcome = failing("node2").carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.status()).isEqualTo("failed");
        assertThat(world.deeds).contains("node1 runs 1.1", "node2 runs 1.1");
        assertThat(world.deeds).doesNotContain("node3 runs 1.1");
        assertAllServe("1.0");
    }

    @Test
    void a_way_back_that_fails_stands_and_tries_nothing_more() throws Exception {
        world.badRevisions.addAll(List.of("1.1", "1.0"));
        world.nodes.get("node2").revision = new dev.drainboard.model.Revision("0.9", "sha256:0.9");
        world.nodes.get("node3").revision = new dev.drainboard.model.Revision("0.9", "sha256:0.9");

        var outcome =
                world.conductor(Optional.empty())
                        .carryOut(new Intent.Update("node1", Optional.of("1.1")), Optional.empty());

        assertThat(outcome.status()).isEqualTo("failed");
        assertThat(outcome.stands()).isTrue();
        assertThat(world.deeds).filteredOn(deed -> deed.contains("runs")).hasSize(2);
        assertThat(world.balancers.get("lb1").admin).containsEntry("node1", AdminState.MAINT);
        assertThat(ledger().reserving()).isPresent();

        world.badRevisions.remove("1.0");
        var mended =
                world.conductor(Optional.empty()).say(new Word.Said(Word.RETRY, Optional.empty()));

        assertThat(mended.status()).as("it is still no success").isEqualTo("failed");
        assertThat(mended.stands()).isFalse();
        assertThat(mended.fault().orElseThrow().code()).isEqualTo("gate.failed");
        assertThat(ledger().nodesOut()).isEmpty();
    }

    @Test
    void what_fails_before_anything_was_changed_stands_and_asks() throws Exception {
        world.pullFault = Optional.of(World.broken("manifest unknown"));

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.stands()).isTrue();
        assertThat(world.deeds).isEmpty();
    }

    @Test
    void a_question_is_no_failure() throws Exception {
        var conductor =
                world.conductor(
                        "ana",
                        Optional.empty(),
                        entry -> {
                            if (entry.step().equals(Optional.of(StepKind.SOAK))) {
                                world.nodes.get("node2").requests = 100_000;
                            }
                        });

        var outcome = conductor.carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.fault().orElseThrow().kind()).isEqualTo(Fault.Kind.ASKED);
        assertThat(outcome.status()).isEqualTo("paused");
        assertThat(world.nodes.get("node1").revision.name()).isEqualTo("1.1");
    }

    @Test
    void the_plan_says_so() {
        assertThat(world.conductor(Optional.empty()).plan(ROLLOUT).notes())
                .anyMatch(note -> note.contains("rollout.onFailure"));
    }

    static List<String> points() {
        return FaultPoint.names();
    }

    @ParameterizedTest
    @MethodSource("points")
    void killed_at_any_point_it_is_taken_back_by_whoever_resumes(String point) throws Exception {
        world.badRevisions.add("1.1");
        try {
            world.conductor(Optional.of(point)).carryOut(ROLLOUT, Optional.empty());
        } catch (Throwable killed) {
            // where this point is passed at all
        }

        if (ledger().reserving().isPresent()) {
            var outcome =
                    world.conductor(Optional.empty())
                            .say(new Word.Said(Word.RESUME, Optional.empty()));
            assertThat(outcome.status()).isEqualTo("failed");
            assertThat(outcome.stands()).isFalse();
        }
        assertAllServe("1.0");
        assertThat(ledger().nodesOut()).isEmpty();
        assertThat(world.deeds)
                .filteredOn(deed -> deed.endsWith("runs 1.1"))
                .hasSizeLessThanOrEqualTo(1);
    }

    /** A conductor under whom the new revision turns bad once this node runs it. */
    private Conductor failing(String node) {
        Consumer<JournalEntry> listener =
                entry -> {
                    if (entry.detail().startsWith("Update " + node)) {
                        world.badRevisions.add("1.1");
                    }
                };
        return world.conductor("ana", Optional.empty(), listener);
    }

    private void assertAllServe(String revision) {
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
