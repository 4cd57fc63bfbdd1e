package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.OperationView;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Story;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.rollout.Course.Block;
import dev.drainboard.ui.rollout.Course.Line;
import dev.drainboard.ui.rollout.Course.State;
import dev.drainboard.ui.rollout.Placing.Placed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps of an operation put together, node by node, to what a person takes for one. Pure. */
final class Lines {

    /** Between two steps the journal is written; a longer time was a stand. */
    private static final Duration GAP = Duration.ofSeconds(2);

    private Lines() {}

    /** Every node of every course has its line, also one of which nothing was begun. */
    static List<Line> of(List<Placed> placed, OperationView view) {
        var byNode = new LinkedHashMap<Optional<String>, List<Placed>>();
        var steps =
                Stream.concat(
                        view.story().left().stream().map(Story.Left::steps),
                        Stream.of(view.steps()));
        steps.flatMap(List::stream)
                .forEach(step -> byNode.putIfAbsent(step.step().node(), new ArrayList<>()));
        placed.forEach(each -> byNode.get(each.node()).add(each));
        var lines = new ArrayList<Line>();
        byNode.forEach((node, its) -> lines.add(line(node, its, view)));
        return lines;
    }

    private static Line line(Optional<String> node, List<Placed> its, OperationView view) {
        var blocks = blocks(its);
        var begun = its.stream().filter(each -> each.state() != State.PLANNED).toList();
        if (begun.isEmpty()) {
            var says =
                    view.over()
                            ? text("rollout.line.untouched")
                            : view.stopped()
                                    ? text("rollout.line.held")
                                    : text("node.state.waiting");
            return new Line(node, blocks, Glyph.WAITING, says);
        }
        var last = begun.getLast();
        return switch (last.state()) {
            case FAILED ->
                    new Line(node, blocks, Glyph.FAILED, text("rollout.line.failed", word(last)));
            case ACTIVE ->
                    new Line(
                            node,
                            blocks,
                            Glyph.of(last.step().progress(), last.kind()),
                            text("step", last.kind()));
            case HALF ->
                    new Line(node, blocks, Glyph.WAITING, text("rollout.line.half", word(last)));
            case DONE, PLANNED -> done(node, blocks, its, view);
        };
    }

    /** All that was begun was done: there may be more to do. */
    private static Line done(
            Optional<String> node, List<Block> blocks, List<Placed> its, OperationView view) {
        var last = its.getLast();
        if (last.state() == State.PLANNED) {
            var begun = its.stream().filter(each -> each.state() != State.PLANNED).toList();
            return new Line(
                    node, blocks, Glyph.WAITING, text("rollout.line.after", word(begun.getLast())));
        }
        boolean takenBack =
                its.stream().anyMatch(each -> each.back() && each.kind() == StepKind.UPDATE);
        if (takenBack) {
            return new Line(node, blocks, Glyph.OUT, text("rollout.line.back"));
        }
        var took =
                its.stream()
                        .map(each -> Duration.between(each.from(), each.to()))
                        .reduce(Duration.ZERO, Duration::plus);
        boolean early = view.over() && node.isPresent() && its.stream().noneMatch(Lines::restores);
        return early
                ? new Line(node, blocks, Glyph.OUT, text("rollout.line.after", word(last)))
                : new Line(node, blocks, Glyph.HEALTHY, Figures.of(took));
    }

    private static boolean restores(Placed each) {
        return each.kind() == StepKind.RESTORE && each.state() == State.DONE;
    }

    private static String word(Placed placed) {
        return text("step", placed.kind());
    }

    private static List<Block> blocks(List<Placed> steps) {
        var blocks = new ArrayList<Block>();
        var group = new ArrayList<Placed>();
        for (var step : steps) {
            if (!group.isEmpty() && !together(group.getLast(), step)) {
                blocks.add(block(group));
                group.clear();
            }
            group.add(step);
        }
        if (!group.isEmpty()) {
            blocks.add(block(group));
        }
        return blocks;
    }

    /**
     * What failed or was given up, what waits while nothing runs, and what was done after a stand
     * is a block of its own.
     */
    private static boolean together(Placed before, Placed next) {
        boolean stood = before.state() == State.DONE && next.state() == State.PLANNED;
        return before.back() == next.back()
                && label(before).equals(label(next))
                && before.state() != State.FAILED
                && before.state() != State.HALF
                && !stood
                && !next.from().isAfter(before.to().plus(GAP));
    }

    /** To drain, to wait and to take the bound clients away is one thing to whoever watches. */
    private static String label(Placed placed) {
        return switch (placed.kind()) {
            case DRAIN, AWAIT_IDLE, MAINT -> text("step", StepKind.DRAIN);
            case UPDATE ->
                    placed.back() ? text("rollout.block.back") : text("step", StepKind.UPDATE);
            case GATE -> text("rollout.block.gate");
            case PREFLIGHT,
                    PRE_PULL,
                    WARM_UP,
                    RESTORE,
                    SOAK,
                    BEFORE,
                    BEFORE_NODE,
                    AFTER_NODE,
                    ASK,
                    AFTER ->
                    text("step", placed.kind());
        };
    }

    private static Block block(List<Placed> group) {
        var first = group.getFirst();
        var last = group.getLast();
        return new Block(label(first), first.from(), last.to(), state(group), first.back());
    }

    private static State state(List<Placed> group) {
        var states = group.stream().map(Placed::state).toList();
        if (states.contains(State.FAILED)) {
            return State.FAILED;
        }
        if (states.contains(State.HALF)) {
            return State.HALF;
        }
        if (states.stream().allMatch(State.DONE::equals)) {
            return State.DONE;
        }
        return states.stream().allMatch(State.PLANNED::equals) ? State.PLANNED : State.ACTIVE;
    }
}
