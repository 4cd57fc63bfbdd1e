package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.NodeState;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is read out to a person who listens: each change of state, politely. Of one node at most one
 * sentence in five seconds, and then the newest; a failure at once.
 */
final class Announcements {

    /** So that one who listens is not talked over by a node that flaps. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Map<String, Instant> said = new HashMap<>();
    private final Map<String, Turn> waiting = new LinkedHashMap<>();
    private Instant heard;

    /**
     * @param from what happened before is not read out
     */
    Announcements(Instant from) {
        heard = from;
    }

    /**
     * @param turns all that are known, newest last
     * @return what is to be read out now, in its order; mostly nothing
     */
    List<String> take(List<Turn> turns, Instant now) {
        for (var turn : turns) {
            if (turn.at().isAfter(heard)) {
                waiting.remove(turn.name());
                waiting.put(turn.name(), turn);
            }
        }
        if (!turns.isEmpty() && turns.getLast().at().isAfter(heard)) {
            heard = turns.getLast().at();
        }
        var sentences = new ArrayList<String>();
        waiting.values()
                .removeIf(
                        turn -> {
                            var last = said.get(turn.name());
                            boolean may =
                                    last == null
                                            || failure(turn)
                                            || !now.isBefore(last.plus(PAUSE));
                            if (may) {
                                said.put(turn.name(), now);
                                sentences.add(sentence(turn));
                            }
                            return may;
                        });
        return sentences;
    }

    private static boolean failure(Turn turn) {
        return switch (turn) {
            case Turn.OfNode node -> node.now() == NodeState.FAILED;
            case Turn.OfBalancer balancer -> balancer.now() == ServiceState.FAILED;
        };
    }

    private static String sentence(Turn turn) {
        return text("live.turn", turn.name(), EventRow.word(turn), turn.reason().orElse(""))
                .strip();
    }
}
