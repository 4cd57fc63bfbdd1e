package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.OperationView;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Status;
import dev.drainboard.model.Story;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.rollout.Placing.Placed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An operation along the clock: what each node's steps took, where it stood still, what was taken
 * back, and what those to come will take if they take what they took before. Pure.
 *
 * @param from when it began
 * @param to when its last step ended or is expected to end; at least now
 * @param now in whole seconds; of an operation that is over, its end
 * @param running something happens now
 * @param goesOn it is not over: what is planned moves on with the clock
 * @param lines the cluster's own steps, then every node of the plan, also those not begun
 * @param stands times in which nothing ran
 * @param marks words that put it on another course
 * @param capacity how many nodes are in rotation from each instant on: before {@code now} as the
 *     steps say, at {@code now} as was read, and after it as is planned
 * @param nodes of the cluster
 * @param minimum that must stay
 * @param guessed a step to come was never done before, so its time is a guess
 */
public record Course(
        Instant from,
        Instant to,
        Instant now,
        boolean running,
        boolean goesOn,
        List<Line> lines,
        List<Standing> stands,
        List<Mark> marks,
        List<Level> capacity,
        int nodes,
        int minimum,
        boolean guessed) {

    public Course {
        lines = List.copyOf(lines);
        stands = List.copyOf(stands);
        marks = List.copyOf(marks);
        capacity = List.copyOf(capacity);
    }

    /**
     * The steps of one node; without a name those of the cluster.
     *
     * @param says how far the node is: "Drain", "4 min 32 s", "Taken back"
     */
    public record Line(Optional<String> node, List<Block> blocks, Glyph glyph, String says) {
        public Line {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * Steps that a person takes for one.
     *
     * @param back it is part of a way back or of an end
     */
    public record Block(String label, Instant from, Instant to, State state, boolean back) {}

    /** How far a block is. */
    public enum State {
        DONE,
        ACTIVE,
        /** Begun; given up on purpose, or nobody saw its end. */
        HALF,
        FAILED,
        PLANNED
    }

    /** Nothing ran; {@code planned} because somebody wanted it so. */
    public record Standing(Instant from, Instant to, String label, boolean planned) {}

    /** A word was said, and it went on elsewhere. */
    public record Mark(Instant at, String label) {}

    /** From {@code at} on so many nodes are in rotation. */
    public record Level(Instant at, int inRotation) {}

    static Course of(OperationView view, Status status, PastSteps past, Duration soak) {
        var clock = status.at().truncatedTo(ChronoUnit.SECONDS);
        var placing = Placing.of(view, clock, past, soak);
        var last =
                placing.steps().stream()
                        .map(Placed::to)
                        .max(Instant::compareTo)
                        .orElse(view.began());
        var now = view.over() ? view.story().ended().orElse(last) : clock;
        boolean running = !view.over() && !view.stopped();
        return new Course(
                view.began(),
                Placing.later(last, now),
                now,
                running,
                !view.over(),
                Lines.of(placing.steps(), view),
                view.story().stands().stream().map(stand -> standing(stand, now)).toList(),
                view.story().left().stream().map(left -> new Mark(left.at(), word(left))).toList(),
                view.over()
                        ? levels(placing, view, status)
                        : fromNow(levels(placing, view, status), now, observed(status)),
                status.nodes().size(),
                status.minimum(),
                placing.guessed());
    }

    private static List<Level> levels(Placing placing, OperationView view, Status status) {
        return Placing.capacity(placing.steps(), view.began(), status.nodes().size());
    }

    /** Empty while it is unknown of a node. */
    private static OptionalInt observed(Status status) {
        return status.rotationUnknown() == 0
                ? OptionalInt.of(status.inRotation())
                : OptionalInt.empty();
    }

    /** What the steps do not know of, as a node that died, is missing in what comes as well. */
    static List<Level> fromNow(List<Level> computed, Instant now, OptionalInt observed) {
        var all =
                new ArrayList<>(
                        computed.stream().filter(level -> level.at().isBefore(now)).toList());
        int said = (all.isEmpty() ? computed.getFirst() : all.getLast()).inRotation();
        int seen = observed.orElse(said);
        int lost = Math.max(0, said - seen);
        all.add(new Level(now, seen));
        computed.stream()
                .filter(level -> !level.at().isBefore(now))
                .map(level -> new Level(level.at(), Math.max(0, level.inRotation() - lost)))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** How much of the time that it is expected to take is over: 0 to 1. */
    double share() {
        long all = Duration.between(from, to).toMillis();
        return all <= 0
                ? 1
                : Math.clamp((double) Duration.between(from, now).toMillis() / all, 0, 1);
    }

    private static String word(Story.Left left) {
        return text("rollout.mark." + left.word().replace('-', '_'), left.by());
    }

    private static Standing standing(Story.Stand stand, Instant now) {
        return new Standing(
                stand.from(),
                stand.to().orElse(now),
                text("rollout.stand", stand.why()),
                stand.why() == Story.Why.PAUSED);
    }
}
