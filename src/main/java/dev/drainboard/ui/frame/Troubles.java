package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.NodeState;
import dev.drainboard.model.Notice;
import dev.drainboard.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Of which nodes and balancers a person who looks elsewhere is told. One that comes and goes all
 * night is told of once, as its trouble is over only when it was well for a minute; what happens in
 * the same moment is one notice. For one thread.
 */
public final class Troubles {

    /** For so long one is well before anybody is told that its trouble is over. */
    static final Duration WELL_FOR = Duration.ofMinutes(1);

    private enum Way {
        BAD,
        WELL,
        NEITHER
    }

    private final Set<String> told = new HashSet<>();
    private final Map<String, Instant> wellSince = new LinkedHashMap<>();

    /**
     * @param turns what turned since the last look
     */
    public List<Notice> of(List<Turn> turns, String cluster, Instant now) {
        var bad = new ArrayList<Turn>();
        for (var turn : turns) {
            switch (way(turn)) {
                case BAD -> {
                    wellSince.remove(turn.name());
                    if (told.add(turn.name())) {
                        bad.add(turn);
                    }
                }
                case WELL -> {
                    if (told.contains(turn.name())) {
                        wellSince.put(turn.name(), turn.at());
                    }
                }
                case NEITHER -> wellSince.remove(turn.name());
            }
        }
        var notices = new ArrayList<Notice>();
        if (bad.size() == 1) {
            notices.add(of(bad.getFirst(), cluster));
        } else if (!bad.isEmpty()) {
            notices.add(of(bad, cluster));
        }
        over(now).forEach(name -> notices.add(well(name, cluster)));
        return notices;
    }

    private List<String> over(Instant now) {
        var over =
                wellSince.entrySet().stream()
                        .filter(each -> !each.getValue().plus(WELL_FOR).isAfter(now))
                        .map(Map.Entry::getKey)
                        .toList();
        over.forEach(wellSince::remove);
        over.forEach(told::remove);
        return over;
    }

    private static Notice of(Turn turn, String cluster) {
        return new Notice(
                true,
                text("notice.turn", cluster, turn.name(), word(turn)),
                turn.reason().orElse(""));
    }

    private static Notice of(List<Turn> turns, String cluster) {
        var names =
                turns.stream()
                        .map(turn -> text("notice.turns.each", turn.name(), word(turn)))
                        .toList();
        return new Notice(
                true, text("notice.turns", cluster, turns.size()), String.join(", ", names));
    }

    private static Notice well(String name, String cluster) {
        return new Notice(false, text("notice.well", cluster, name), "");
    }

    private static String word(Turn turn) {
        return EventRow.word(turn).toLowerCase(Locale.ROOT);
    }

    /** A node that cannot be asked is no alarm by itself: its balancers say whether it serves. */
    private static Way way(Turn turn) {
        return switch (turn) {
            case Turn.OfNode node ->
                    node.now() == NodeState.FAILED
                            ? Way.BAD
                            : node.now() == NodeState.HEALTHY ? Way.WELL : Way.NEITHER;
            case Turn.OfBalancer balancer ->
                    switch (balancer.now()) {
                        case FAILED, UNKNOWN -> Way.BAD;
                        case HEALTHY -> Way.WELL;
                        case DEGRADED -> Way.NEITHER;
                    };
        };
    }
}
