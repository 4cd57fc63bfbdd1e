package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.PastSteps;
import dev.drainboard.model.PastSteps.Took;
import dev.drainboard.model.Series;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A wait for the last requests that is over, to hold a new one against. Pure.
 *
 * @param node whose it was: the same node's, else that of the node that was waited for last
 * @param began when the wait began
 * @param took how long it was until nothing was left
 * @param near it is so short ago that a history still knows each second of it
 * @param at when that was, as a clock shows it
 */
record Earlier(String node, Instant began, Duration took, boolean near, String at) {

    /** Below this there is no curve to look at. */
    private static final Duration LEAST = Duration.ofSeconds(3);

    /** As long as the history keeps each second; a minute's mean is no curve of a drain. */
    private static final Duration FINE = Duration.ofHours(1);

    /** Empty: no wait came to its end yet, as far as the journal tells. */
    static Optional<Earlier> of(String node, PastSteps past, Instant now, ZoneId zone) {
        return past.last(node, StepKind.AWAIT_IDLE)
                .or(() -> past.last(StepKind.AWAIT_IDLE))
                .map(took -> of(took, now, zone));
    }

    private static Earlier of(Took took, Instant now, ZoneId zone) {
        var began = took.at().minus(took.time());
        return new Earlier(
                took.node().orElseThrow(),
                began,
                took.time(),
                took.time().compareTo(LEAST) >= 0
                        && Duration.between(began, now).compareTo(FINE) < 0,
                Figures.time(began, zone));
    }

    /** Its own part of a node's history. */
    Series of(Series history) {
        var values =
                IntStream.range(0, history.size())
                        .filter(i -> !history.time(i).isBefore(began))
                        .filter(i -> !history.time(i).isAfter(began.plus(took)))
                        .mapToDouble(history::at)
                        .toArray();
        return new Series(began, history.step(), values);
    }

    /**
     * The words beside the chart.
     *
     * @param shaded it can be seen there
     */
    String says(boolean shaded) {
        return text(
                shaded ? "rollout.left.earlier.drawn" : "rollout.left.earlier",
                node,
                at,
                Figures.of(took));
    }
}
