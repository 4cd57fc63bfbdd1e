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
        var model = ConfirmModel.of(word, CLUSTER);
        assertThat(model.order()).isEqualTo(new Order.Said(new Word.Said(word, Optional.empty())));
        assertThat(model.canConfirm()).isTrue();
        assertThat(model.effect()).isNotBlank();
    }
}
