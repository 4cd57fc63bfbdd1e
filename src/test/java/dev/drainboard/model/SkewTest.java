package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SkewTest {

    private static Scene bound(int one, int two, int three) {
        return Scene.of(3)
                .bound("lb2", BoundSessions.of(Map.of("node1", one, "node2", two, "node3", three)));
    }

    private static Skew of(Scene scene) {
        return Skew.of(scene.status().nodes());
    }

    @Test
    void aNodeWithHalfAsManyAgainAsItsShareIsHeavy() {
        var skew = of(bound(96, 91, 243));
        assertThat(skew.of("node3").orElseThrow().fair()).isCloseTo(143.3, within(0.1));
        assertThat(skew.of("node3").orElseThrow().heavy()).isTrue();
        assertThat(skew.of("node1").orElseThrow().heavy()).isFalse();
        assertThat(of(bound(100, 100, 199)).of("node3").orElseThrow().heavy()).isFalse();
        assertThat(of(bound(100, 100, 201)).of("node3").orElseThrow().heavy()).isTrue();
    }

    @Test
    void aHandfulOfClientsIsNoBurden() {
        assertThat(of(bound(0, 0, 49)).of("node3").orElseThrow().heavy()).isFalse();
        assertThat(of(bound(0, 0, 50)).of("node3").orElseThrow().heavy()).isTrue();
    }

    @Test
    void aNodeThatIsToTakeMoreMayHaveMore() {
        var scene = bound(100, 100, 300).weight("node3", 300);
        assertThat(of(scene).of("node3").orElseThrow()).isEqualTo(new Skew.Share(300, 300));
        assertThat(of(bound(100, 100, 300).weight("node3", 100)).of("node3").orElseThrow().heavy())
                .isTrue();
    }

    @Test
    void aNodeThatIsOutIsNotLookedAt() {
        var scene = bound(100, 100, 400).admin("node3", AdminState.DRAIN, true);
        assertThat(of(scene).shares().keySet()).containsExactly("node1", "node2");
        assertThat(of(scene).of("node1").orElseThrow().fair()).isEqualTo(100);
    }

    @Test
    void whereOneIsUnknownNothingIsCompared() {
        assertThat(of(Scene.of(3)).shares()).isEmpty();
        var two = BoundSessions.of(Map.of("node1", 10, "node2", 300));
        assertThat(of(Scene.of(3).bound("lb2", two)).shares()).isEmpty();
        assertThat(Scene.of(3).bound("lb2", two).status().bound()).isEmpty();
        assertThat(bound(1, 2, 3).status().bound()).hasValue(6);
        assertThat(of(Scene.of(1).bound("lb2", BoundSessions.of(Map.of("node1", 90)))).shares())
                .isEmpty();
    }
}
