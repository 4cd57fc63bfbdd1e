package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Scene;
import dev.drainboard.ui.kit.Order;
import org.junit.jupiter.api.Test;

final class AskedTest {

    private static final Order DRAIN =
            new Order.Wanted(new Intent.Drain("node2", Intent.DrainWish.DEFAULT));

    @Test
    void itIsAskedUntilAReadingShowsTheNodeOtherwise() {
        var asked = Asked.NOTHING.with(DRAIN, Scene.of(3).status());
        assertThat(asked.marks()).containsOnlyKeys("node2");
        assertThat(asked.still(Scene.of(3).status())).isEqualTo(asked);
        assertThat(asked.still(Scene.of(3).admin("node1", AdminState.MAINT, true).status()))
                .isEqualTo(asked);
        assertThat(asked.still(Scene.of(3).admin("node2", AdminState.DRAIN, true).status()))
                .isEqualTo(Asked.NOTHING);
    }

    @Test
    void anOrderThatEndedIsAskedNoMore() {
        var asked = Asked.NOTHING.with(DRAIN, Scene.of(3).status());
        assertThat(asked.without(DRAIN)).isEqualTo(Asked.NOTHING);
    }
}
