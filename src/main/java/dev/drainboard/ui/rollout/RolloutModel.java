package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An operation, in words. Pure.
 *
 * @param word "Running, node2 is at drain"
 * @param lanes the cluster's own steps first, then each node in the order of the plan
 * @param words what can be said of it now, safest first
 * @param draining the node on which requests are waited for now; empty: none is
 * @param course its steps along the clock
 * @param current the lane with the step under way, or the one that failed
 */
public record RolloutModel(
        String title,
        Glyph glyph,
        String word,
        String line,
        Optional<Fault> fault,
        List<Lane> lanes,
        List<Spoken> words,
        Optional<String> current,
        Course course,
        Optional<Draining> draining) {

    /** A node that is waited for, and for how long. */
    public record Draining(String node, Duration since) {}

    public RolloutModel {
        Objects.requireNonNull(title);
        lanes = List.copyOf(lanes);
        words = List.copyOf(words);
    }

    /** The steps of one node; {@code name} is "Cluster" for those of nobody. */
    public record Lane(String name, List<Row> rows) {
        public Lane {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One step.
     *
     * @param text what will be done, and once it was begun what the journal says of it
     * @param took how long it has run so far; empty text unless it runs
     * @param at when it came there; empty text while it waits
     * @param commands "host text" as a person would type it
     */
    public record Row(
            String kind, Glyph glyph, String text, String at, String took, List<String> commands) {
        public Row {
            commands = List.copyOf(commands);
        }
    }

    /**
     * A word as a button.
     *
     * @param refusal why it cannot be said now; empty: it can
     */
    public record Spoken(Word word, String label, Optional<String> refusal) {}

    /** The newest operation; empty: there is none, or the journal is unknown. */
    public static Optional<RolloutModel> of(
            Status status, boolean readOnly, ZoneId zone, PastSteps past, Duration soak) {
        return status.operation()
                .map(view -> of(view, status, readOnly, zone, Course.of(view, status, past, soak)));
    }

    private static RolloutModel of(
            OperationView view, Status status, boolean readOnly, ZoneId zone, Course course) {
        var now = status.at();
        var current = view.current().map(RolloutModel::lane);
        return new RolloutModel(
                title(view),
                Glyph.of(view.phase()),
                word(view),
                text(
                                "rollout.line",
                                view.operator(),
                                Figures.time(view.began(), zone),
                                view.operation())
                        + ending(view, course, zone),
                view.fault(),
                lanes(view, now, zone),
                words(view, status, readOnly),
                current,
                course,
                draining(view, now));
    }

    private static Optional<Draining> draining(OperationView view, Instant now) {
        return view.current()
                .filter(step -> step.progress() == Progress.RUNNING)
                .filter(step -> step.step().kind() == StepKind.AWAIT_IDLE)
                .flatMap(
                        step ->
                                step.at()
                                        .map(
                                                at ->
                                                        new Draining(
                                                                step.step().node().orElseThrow(),
                                                                Duration.between(at, now)
                                                                        .truncatedTo(
                                                                                ChronoUnit
                                                                                        .SECONDS))));
    }

    /** When it will be over, as far as anybody can say. */
    private static String ending(OperationView view, Course course, ZoneId zone) {
        return view.phase() == OperationView.Phase.RUNNING
                ? " · "
                        + text(
                                course.guessed() ? "rollout.ends.guess" : "rollout.ends",
                                Figures.time(course.to(), zone))
                : "";
    }

    private static String title(OperationView view) {
        var purpose = view.purpose();
        return purpose.isEmpty()
                ? view.operation()
                : Character.toUpperCase(purpose.charAt(0)) + purpose.substring(1);
    }

    private static String word(OperationView view) {
        var phase = text("rollout.phase", view.phase());
        return view.over()
                ? phase
                : view.current()
                        .map(
                                step ->
                                        text(
                                                "rollout.at",
                                                phase,
                                                lane(step),
                                                text("step", step.step().kind())
                                                        .toLowerCase(Locale.ROOT)))
                        .orElse(phase);
    }

    private static String lane(StepView step) {
        return step.step().node().orElse(text("rollout.lane.cluster"));
    }

    private static List<Lane> lanes(OperationView view, Instant now, ZoneId zone) {
        var lanes = new LinkedHashMap<String, List<Row>>();
        for (var step : view.steps()) {
            lanes.computeIfAbsent(lane(step), name -> new ArrayList<>())
                    .add(row(step, view, now, zone));
        }
        return lanes.entrySet().stream()
                .map(
                        (Map.Entry<String, List<Row>> lane) ->
                                new Lane(lane.getKey(), lane.getValue()))
                .toList();
    }

    private static Row row(StepView step, OperationView view, Instant now, ZoneId zone) {
        boolean live = view.phase() == OperationView.Phase.RUNNING;
        var took =
                step.at()
                        .filter(at -> live && step.progress() == Progress.RUNNING)
                        .map(at -> Duration.between(at, now));
        boolean doubt = step.progress() == Progress.RUNNING && !live;
        return new Row(
                text("step", step.step().kind()),
                doubt ? Glyph.UNKNOWN : Glyph.of(step.progress(), step.step().kind()),
                said(step),
                step.at().map(at -> Figures.time(at, zone)).orElse(""),
                doubt ? text("rollout.doubt") : took.map(Figures::of).orElse(""),
                step.step().commands().stream()
                        .map(command -> command.host() + "  " + command.text())
                        .toList());
    }

    private static String said(StepView step) {
        return step.progress() == Progress.WAITING || step.detail().isEmpty()
                ? step.step().text()
                : step.detail();
    }

    /** A pause can be asked of whoever holds the cluster; all else needs it free. */
    private static List<Spoken> words(OperationView view, Status status, boolean readOnly) {
        Optional<String> looksOnly =
                readOnly ? Optional.of(text("action.readOnly")) : Optional.empty();
        var held =
                looksOnly.or(
                        () ->
                                status.lock()
                                        .flatMap(lock -> lock)
                                        .filter(lock -> !lock.abandoned())
                                        .map(RolloutModel::heldBy));
        return (view.over() ? List.<Word>of() : valid(view.phase()))
                .stream()
                        .map(
                                word ->
                                        new Spoken(
                                                word,
                                                text("rollout.word", word),
                                                word == Word.PAUSE ? looksOnly : held))
                        .toList();
    }

    private static String heldBy(LockFacts lock) {
        return text("action.held", lock.holder(), lock.host(), lock.purpose());
    }

    private static List<Word> valid(OperationView.Phase phase) {
        return switch (phase) {
            case RUNNING -> List.of(Word.PAUSE);
            case PAUSED, CUT_OFF -> List.of(Word.RESUME, Word.ROLL_BACK, Word.ABORT);
            case FAILED -> List.of(Word.RETRY, Word.ROLL_BACK, Word.ABORT);
            case SUCCEEDED, ABORTED -> List.of();
        };
    }
}
