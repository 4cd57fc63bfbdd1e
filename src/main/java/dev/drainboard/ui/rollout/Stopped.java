package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Story;
import dev.drainboard.ui.kit.Figures;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * An operation that stands and waits for a word: why, who notices, and the ways on. Pure. In the
 * order of screens.md, section 7: what cannot be done, who is affected, the cause, the fix, the
 * choices from the safest to the most lasting.
 *
 * @param what "node2 did not pass its gate."
 * @param affects which nodes serve meanwhile
 * @param fault empty where nothing failed: it was paused or cut off
 * @param tries of the step that failed, oldest first: when, and for how long
 */
public record Stopped(
        Story.Why why,
        String what,
        String affects,
        Optional<Fault> fault,
        List<String> tries,
        List<Way> ways) {

    private static final List<StepKind> AGAIN =
            List.of(
                    StepKind.DRAIN,
                    StepKind.AWAIT_IDLE,
                    StepKind.UPDATE,
                    StepKind.GATE,
                    StepKind.RESTORE);

    public Stopped {
        Objects.requireNonNull(why);
        Objects.requireNonNull(what);
        Objects.requireNonNull(affects);
        tries = List.copyOf(tries);
        ways = List.copyOf(ways);
    }

    /**
     * A word as a way on.
     *
     * @param costs what it does and what stays
     * @param takes how long, from what such steps took before
     */
    public record Way(RolloutModel.Spoken spoken, String costs, String takes) {}

    /**
     * Empty: it runs or is over.
     *
     * @param operator who sits here
     */
    static Optional<Stopped> of(
            OperationView view,
            Status status,
            List<RolloutModel.Spoken> words,
            PastSteps past,
            String operator,
            ZoneId zone) {
        return view.why()
                .map(
                        why ->
                                new Stopped(
                                        why,
                                        what(why, view),
                                        (before(why, view, operator, zone)
                                                        + " "
                                                        + affects(view, status))
                                                .strip(),
                                        view.fault().filter(fault -> why != Story.Why.PAUSED),
                                        why == Story.Why.PAUSED ? List.of() : tries(view, zone),
                                        words.stream()
                                                .map(word -> way(word, view, status, past))
                                                .toList()));
    }

    private static List<String> tries(OperationView view, ZoneId zone) {
        var tries = view.current().map(StepView::tries).orElse(List.of());
        return tries.stream()
                .map(
                        tried ->
                                text(
                                        "rollout.stopped.try",
                                        tries.indexOf(tried) + 1,
                                        Figures.time(tried.from(), zone),
                                        Figures.of(Duration.between(tried.from(), tried.to()))))
                .toList();
    }

    private static String what(Story.Why why, OperationView view) {
        return switch (why) {
            case PAUSED -> text("rollout.stopped.paused", place(view));
            case CUT_OFF -> text("rollout.stopped.cut_off", place(view));
            case ASKED, FAILED ->
                    view.fault()
                            .map(Fault::what)
                            .orElseGet(() -> text("rollout.stopped.failed", place(view)));
        };
    }

    /** Who wanted it and since when, or that nothing is lost. */
    private static String before(Story.Why why, OperationView view, String operator, ZoneId zone) {
        return switch (why) {
            case PAUSED ->
                    view.story().now().map(stand -> paused(stand, view, operator, zone)).orElse("");
            case CUT_OFF -> text("rollout.stopped.kept");
            case ASKED, FAILED -> "";
        };
    }

    private static String paused(
            Story.Stand stand, OperationView view, String operator, ZoneId zone) {
        var who = stand.by().equals(operator) ? text("rollout.you") : stand.by();
        var said = text("rollout.stopped.by", who, Figures.time(stand.from(), zone));
        return view.fault().map(still -> said + " " + still.why()).orElse(said);
    }

    /** "drain, node2", or after the end of it. */
    private static String place(OperationView view) {
        return view.current()
                .map(Stopped::named)
                .orElseGet(
                        () ->
                                view.place()
                                        .map(last -> text("rollout.stopped.after", named(last)))
                                        .orElse(text("rollout.stopped.between")));
    }

    private static String named(StepView step) {
        return step(step) + step.step().node().map(name -> ", " + name).orElse("");
    }

    private static String step(StepView step) {
        return text("step", step.step().kind()).toLowerCase(Locale.ROOT);
    }

    private static String affects(OperationView view, Status status) {
        var serve = names(status, true);
        var unknown =
                status.nodes().stream()
                        .filter(node -> node.inRotation().isEmpty())
                        .map(NodeStatus::name)
                        .toList();
        var out = names(status, false);
        var parts =
                List.of(
                        out.isEmpty() ? "" : text("rollout.stopped.out", String.join(", ", out)),
                        serve.isEmpty()
                                ? text("rollout.stopped.none")
                                : text("rollout.stopped.serve", String.join(", ", serve)),
                        unknown.isEmpty()
                                ? ""
                                : text("rollout.stopped.unknown", String.join(", ", unknown)));
        return String.join(" ", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private static List<String> names(Status status, boolean in) {
        return status.nodes().stream()
                .filter(node -> node.inRotation().equals(Optional.of(in)))
                .map(NodeStatus::name)
                .toList();
    }

    private static Way way(
            RolloutModel.Spoken word, OperationView view, Status status, PastSteps past) {
        var changed = view.changed();
        return switch (word.word()) {
            case RETRY -> new Way(word, text("rollout.way.retry", place(view)), takes(view, past));
            case RESUME ->
                    new Way(word, text("rollout.way.resume", place(view)), takes(view, past));
            case ROLL_BACK ->
                    new Way(
                            word,
                            changed.isEmpty()
                                    ? text("rollout.way.roll_back.none")
                                    : text("rollout.way.roll_back", String.join(", ", changed)),
                            changed.isEmpty() ? "" : about(again(changed, past)));
            case ABORT, PAUSE ->
                    new Way(
                            word,
                            text("rollout.way.abort"),
                            changed.isEmpty()
                                    ? ""
                                    : text(
                                            "rollout.way.abort.mixed",
                                            changed.size(),
                                            status.nodes().size()));
        };
    }

    private static String takes(OperationView view, PastSteps past) {
        return view.current()
                .map(StepView::step)
                .map(
                        step ->
                                about(
                                        step.node()
                                                .flatMap(node -> past.expected(node, step.kind()))
                                                .or(() -> past.median(step.kind()))))
                .orElse("");
    }

    /** All their steps once more; empty: one of them was never seen. */
    private static Optional<Duration> again(List<String> nodes, PastSteps past) {
        var sum = Duration.ZERO;
        for (var node : nodes) {
            for (var kind : AGAIN) {
                var expected = past.expected(node, kind);
                if (expected.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.plus(expected.get());
            }
        }
        return Optional.of(sum);
    }

    private static String about(Optional<Duration> time) {
        return time.map(some -> text("rollout.way.about", Figures.of(some.plusMillis(999))))
                .orElse(text("rollout.way.unseen"));
    }
}
