package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CrowdTest {

    private static final Map<String, Integer> BOUND = Map.of("node1", 90, "node2", 90, "node3", 90);

    private static Crowd crowd(String network, int its, int all) {
        return new Crowd(network, its, all, Crowd.Of.CLIENTS);
    }

    /** Of node1, node2, ... */
    private static Scene scene(Crowd... crowds) {
        var by = new HashMap<String, Crowd>();
        for (int i = 0; i < crowds.length; i++) {
            by.put("node" + (i + 1), crowds[i]);
        }
        return Scene.of(3).bound("lb2", BoundSessions.of(BOUND, by));
    }

    private static List<String> spots(Scene scene) {
        return List.copyOf(Crowd.hotSpots(scene.status().nodes()).keySet());
    }

    @Test
    void moreThanHalfOfANodeFromOneNetworkIsAHotSpot() {
        assertThat(spots(scene(crowd("203.0.113.0/24", 51, 100)))).containsExactly("node1");
        assertThat(spots(scene(crowd("203.0.113.0/24", 50, 100)))).as("half").isEmpty();
        assertThat(spots(scene(crowd("203.0.113.0/24", 49, 60)))).as("a few").isEmpty();
        assertThat(spots(scene(crowd("203.0.113.0/24", 50, 60)))).containsExactly("node1");
        assertThat(spots(Scene.of(3))).as("nobody tells").isEmpty();
    }

    @Test
    void aNetworkFromWhichMostComeToEveryNodeIsWhereTheUsersAre() {
        var office = crowd("203.0.113.0/24", 60, 90);
        assertThat(spots(scene(office, office, office))).isEmpty();
        assertThat(spots(scene(office, office, crowd("203.0.113.0/24", 9, 12)))).isEmpty();
        assertThat(spots(scene(office, office, crowd("198.51.100.0/24", 9, 12))))
                .containsExactly("node1", "node2");
    }

    @Test
    void aNodeThatIsOutIsNotLookedAt() {
        var scene = scene(crowd("203.0.113.0/24", 60, 90)).admin("node1", AdminState.MAINT, true);
        assertThat(spots(scene)).isEmpty();
    }
}
