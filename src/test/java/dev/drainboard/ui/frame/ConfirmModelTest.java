package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Environment;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Plan;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Order;
import dev.drainboard.ui.kit.Preview;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfirmModelTest {

    private static final Cluster CLUSTER = Scene.cluster(3, RolloutSpec.DEFAULT);
    private static final Intent DRAIN = new Intent.Drain("node2", Intent.DrainWish.DEFAULT);

    @Test
    void nothingIsConfirmedThatWasNotRead() {
        assertThat(ConfirmModel.of(DRAIN, Optional.empty(), CLUSTER).canConfirm()).isFalse();
        var planned = new Preview.Planned(new Plan(DRAIN, Operations.plan(), List.of("a note")));
        var shown = ConfirmModel.of(DRAIN, Optional.of(planned), CLUSTER);
        assertThat(shown.canConfirm()).isTrue();
        assertThat(shown.body())
                .isEqualTo(new ConfirmModel.Body.Planned(Operations.plan(), List.of("a note")));
        var refused =
                new Preview.Refused(Fault.of(Fault.Kind.REFUSED, "guard.last", "No.", "", ""));
        assertThat(ConfirmModel.of(DRAIN, Optional.of(refused), CLUSTER).canConfirm()).isFalse();
    }

    @Test
    void anOldPlanStaysToBeReadButNotToBeConfirmed() {
        var rollout = new Intent.Rollout(Optional.empty(), List.of(), 1);
        var plan = new Preview.Planned(new Plan(rollout, Operations.plan(), List.of()));
        var read = ConfirmModel.of(rollout, Optional.of(plan), CLUSTER);
        var other = ConfirmModel.of(ConfirmModel.to(rollout, "2"), Optional.empty(), CLUSTER);
        var typed = other.after(read);
        assertThat(typed.plan()).isEqualTo(read.plan()).isPresent();
        assertThat(typed.canConfirm()).isFalse();
        assertThat(typed.order()).isEqualTo(other.order());
        assertThat(typed.after(typed).plan()).as("the next key").isEqualTo(read.plan());
        assertThat(ConfirmModel.of(DRAIN, Optional.empty(), CLUSTER).after(read).plan())
                .as("of another question")
                .isEmpty();
    }

    @Test
    void itSaysWhereAndWhatInWords() {
        var model = ConfirmModel.of(DRAIN, Optional.empty(), CLUSTER);
        assertThat(model.title()).isEqualTo("Drain node2?");
        assertThat(model.does()).isEqualTo("Drain node2");
        assertThat(model.cluster()).isEqualTo("erp-prod");
        assertThat(model.environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(model.order()).isEqualTo(new Order.Wanted(DRAIN));
        assertThat(model.revision()).isEmpty();
    }

    @Test
    void onlyWhatUpdatesHasARevisionToChoose() {
        var update = new Intent.Update("node2", Optional.empty());
        assertThat(ConfirmModel.of(update, Optional.empty(), CLUSTER).revision()).contains("");
        assertThat(ConfirmModel.to(update, " 1.1 "))
                .isEqualTo(new Intent.Update("node2", Optional.of("1.1")));
        assertThat(ConfirmModel.to(update, "  ")).isEqualTo(update);
        assertThat(ConfirmModel.to(DRAIN, "1.1")).isEqualTo(DRAIN);
    }

    @ParameterizedTest
    @EnumSource(Word.class)
    void everyWordOfARolloutIsAskedForToo(Word word) {
        var model = ConfirmModel.of(word, CLUSTER, Optional.empty(), Optional.empty());
        assertThat(model.order()).isEqualTo(new Order.Said(new Word.Said(word, Optional.empty())));
        assertThat(model.effect()).isNotBlank();
        assertThat(model.canConfirm())
                .as("a pause plans nothing; any other word is read first")
                .isEqualTo(word == Word.PAUSE);
        var plan = new Preview.Planned(new Plan(DRAIN, Operations.plan(), List.of()));
        var read = ConfirmModel.of(word, CLUSTER, Optional.empty(), Optional.of(plan));
        assertThat(read.canConfirm()).isTrue();
        assertThat(read.lines().contains(Operations.plan().getLast().text()))
                .as("what it will do")
                .isNotEqualTo(word == Word.PAUSE);
    }

    @Test
    void onlyWhatCannotBeUndoneInProductionIsTyped() {
        var changed = Optional.of(operation(StepKind.GATE));
        assertThat(ConfirmModel.of(Word.ABORT, CLUSTER, changed, Optional.empty()).typed())
                .contains("erp-prod");
        for (var word : List.of(Word.RETRY, Word.ROLL_BACK, Word.RESUME)) {
            assertThat(ConfirmModel.of(word, CLUSTER, changed, Optional.empty()).typed()).isEmpty();
        }
        var untouched = Optional.of(operation(StepKind.DRAIN));
        assertThat(ConfirmModel.of(Word.ABORT, CLUSTER, untouched, Optional.empty()).typed())
                .isEmpty();
        assertThat(ConfirmModel.of(DRAIN, Optional.empty(), CLUSTER).typed()).isEmpty();
        var staging =
                new dev.drainboard.model.Cluster(
                        CLUSTER.name(),
                        Environment.STAGING,
                        CLUSTER.balancers(),
                        CLUSTER.nodes(),
                        CLUSTER.database(),
                        CLUSTER.filestore(),
                        CLUSTER.sessions(),
                        CLUSTER.state(),
                        CLUSTER.health(),
                        CLUSTER.rollout());
        assertThat(ConfirmModel.of(Word.ABORT, staging, changed, Optional.empty()).typed())
                .isEmpty();
    }

    @Test
    void aWayBackThatFailedBeforeItsFirstUpdateStillCannotBeUndone() {
        var failed = operation(StepKind.GATE);
        var back =
                new dev.drainboard.model.OperationView(
                        failed.operation(),
                        failed.purpose(),
                        failed.operator(),
                        failed.began(),
                        failed.phase(),
                        operation(StepKind.DRAIN).steps(),
                        failed.fault(),
                        true,
                        new dev.drainboard.model.Story(
                                List.of(
                                        new dev.drainboard.model.Story.Left(
                                                "roll-back",
                                                "ana@ops2",
                                                failed.began(),
                                                failed.steps())),
                                List.of(),
                                Optional.empty()));
        assertThat(back.changed()).containsExactly("node1");
        assertThat(
                        ConfirmModel.of(Word.ABORT, CLUSTER, Optional.of(back), Optional.empty())
                                .typed())
                .contains("erp-prod");
    }

    @Test
    void aWordIsOfTheOperationThatWasLookedAt() {
        var looked = operation(StepKind.GATE);
        assertThat(
                        ConfirmModel.of(Word.ABORT, CLUSTER, Optional.of(looked), Optional.empty())
                                .order())
                .isEqualTo(
                        new Order.Said(
                                new Word.Said(
                                        Word.ABORT,
                                        Optional.empty(),
                                        Optional.of(looked.operation()))));
    }

    /** One that failed at this step of its first node. */
    private static dev.drainboard.model.OperationView operation(StepKind kind) {
        return dev.drainboard.model.Operations.at(
                "node1", kind, dev.drainboard.model.OperationView.Phase.FAILED);
    }
}
