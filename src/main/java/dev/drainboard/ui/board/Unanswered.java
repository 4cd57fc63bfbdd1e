package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import dev.drainboard.ui.kit.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A question about a node that failed, with all that is known of the failure. Pure.
 *
 * @param probe the question, which can be asked again
 * @param since when it was last answered, or that it never was
 */
public record Unanswered(Probe probe, Fault fault, String since) {

    public Unanswered {
        Objects.requireNonNull(probe);
        Objects.requireNonNull(fault);
        Objects.requireNonNull(since);
    }

    /** One for each cause: a host that is away fails every question alike. */
    static List<Unanswered> of(String node, Snapshot snapshot, Instant now) {
        var readings = snapshot.node(node);
        var all = new ArrayList<Unanswered>();
        add(all, Probe.HEALTH, readings.health(), now);
        add(all, Probe.CONNECTIONS, readings.connections(), now);
        add(all, Probe.RUNTIME, readings.runtime(), now);
        var causes = new HashSet<String>();
        all.removeIf(one -> !causes.add(one.fault().code() + one.fault().why()));
        return all;
    }

    private static <T> void add(
            List<Unanswered> all, Probe probe, Optional<Reading<T>> reading, Instant now) {
        if (reading.orElse(null) instanceof Reading.Failed<T> failed) {
            var since =
                    failed.answered()
                            .map(
                                    at ->
                                            text(
                                                    "inspector.failed.since",
                                                    Figures.of(Duration.between(at, now))))
                            .orElse(text("board.node.never"));
            all.add(new Unanswered(probe, failed.fault(), since));
        }
    }
}
