package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.GateRounds;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.LogSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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
 * @param logged when it was at which step, to filter logs by
 * @param around where requests go meanwhile, and what would stop it; empty: it does not run
 * @param gate what the gate asks now, or what it asked last when it failed; empty: neither
 * @param stopped why it stands and how it can go on; empty: it runs or is over
 * @param current the lane with the step under way, or the one where it stands or ended
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
        Optional<Draining> draining,
        Optional<GateTable> gate,
        Optional<Around> around,
        LogSteps logged,
        Optional<Stopped> stopped) {

    /** How the others fare while it runs. */
    public record Around(Goes goes, Rails rails) {}

    /**
     * A node that is waited for.
     *
     * @param since for how long
     * @param requests in use now, of the newest reading; {@code websockets} likewise
     * @param held what holds it; empty: nobody has said
     * @param earlier the drain to hold this one against; empty: none is known
     */
    record Draining(
            String node,
            Duration since,
            String requests,
            String websockets,
            Optional<Held> held,
            Optional<Earlier> earlier) {}

    public RolloutModel {
        Objects.requireNonNull(title);
        lanes = List.copyOf(lanes);
        words = List.copyOf(words);
    }

    /** All of it as text: what stands where, each step with its commands, what failed. */
    public String lines() {
        var lines = new java.util.ArrayList<String>();
        lines.add(title + ", " + word);
        lines.add(line);
        for (var lane : lanes) {
            lines.add(lane.name());
            for (var row : lane.all()) {
                lines.add(
                        "  "
                                + String.join("  ", row.at(), row.kind(), row.text(), row.took())
                                        .strip());
                row.commands().forEach(command -> lines.add("    " + command));
            }
        }
        fault.map(dev.drainboard.ui.kit.Views::words).ifPresent(lines::add);
        return String.join("\n", lines);
    }

    /**
     * The steps of one node; {@code name} is "Cluster" for those of nobody.
     *
     * @param earlier what was done before a way back or an end was said
     */
    public record Lane(String name, List<Row> earlier, List<Row> rows) {
        public Lane {
            earlier = List.copyOf(earlier);
            rows = List.copyOf(rows);
        }

        /** The steps in a line: those of now, or where there are none those of before. */
        List<Row> strip() {
            return rows.isEmpty() ? earlier : rows;
        }

        List<Row> all() {
            return java.util.stream.Stream.concat(earlier.stream(), rows.stream()).toList();
        }
    }

    /**
     * One step.
     *
     * @param text what will be done, and once it was begun what the journal says of it
     * @param took how long it took, has run so far of what is expected, or will take; may be empty
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
            Snapshot snapshot,
            Status status,
            boolean readOnly,
            String operator,
            ZoneId zone,
            PastSteps past,
            Optional<GateRounds> gate) {
        return status.operation()
                .map(view -> of(view, snapshot, status, readOnly, operator, zone, past, gate));
    }

    private static RolloutModel of(
            OperationView view,
            Snapshot snapshot,
            Status status,
            boolean readOnly,
            String operator,
            ZoneId zone,
            PastSteps past,
            Optional<GateRounds> gate) {
        var course = Course.of(view, status, past, snapshot.cluster().rollout().soak());
        var words = words(view, status, readOnly, operator);
        var now = status.at();
        var current = view.place().map(RolloutModel::lane);
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
                view.fault().filter(fault -> !view.paused()),
                lanes(view, now, zone, past),
                words,
                current,
                course,
                draining(view, snapshot, status, past, zone),
                GateTable.of(view, status, snapshot.cluster(), gate),
                Optional.of(view)
                        .filter(running -> running.phase() == OperationView.Phase.RUNNING)
                        .map(
                                running ->
                                        new Around(
                                                Goes.of(status),
                                                Rails.of(running, status, snapshot.cluster()))),
                LogSteps.of(view),
                Stopped.of(view, status, words, past, operator, zone));
    }

    private static Optional<Held> held(String node, Snapshot snapshot, Instant now) {
        return Optional.ofNullable(snapshot.holders().get(node))
                .flatMap(reading -> reading.fresh(now, Probe.HOLDERS.limit(snapshot.cluster())))
                .map(Held::of);
    }

    private static Optional<Draining> draining(
            OperationView view, Snapshot snapshot, Status status, PastSteps past, ZoneId zone) {
        return view.current()
                .filter(step -> view.phase() == OperationView.Phase.RUNNING)
                .filter(step -> step.step().kind() == StepKind.AWAIT_IDLE)
                .flatMap(
                        step ->
                                step.at()
                                        .map(
                                                at ->
                                                        draining(
                                                                step, at, snapshot, status, past,
                                                                zone)));
    }

    private static Draining draining(
            StepView step,
            Instant at,
            Snapshot snapshot,
            Status status,
            PastSteps past,
            ZoneId zone) {
        var node = step.step().node().orElseThrow();
        var since = Duration.between(at, status.at()).truncatedTo(ChronoUnit.SECONDS);
        return new Draining(
                node,
                since,
                Figures.of(status.node(node).http().active()),
                Figures.of(status.node(node).websocket().active()),
                held(node, snapshot, status.at()),
                Earlier.of(node, past, status.at(), zone));
    }

    /** When it will be over, as far as anybody can say, or when it was. */
    private static String ending(OperationView view, Course course, ZoneId zone) {
        if (view.over()) {
            return " · "
                    + text(
                            "rollout.ended",
                            Figures.time(course.now(), zone),
                            Figures.of(Duration.between(view.began(), course.now())));
        }
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
        if (view.over()) {
            if (!tookBack(view)) {
                return phase;
            }
            return view.phase() == OperationView.Phase.FAILED
                    ? text("rollout.phase.back.failed")
                    : text("rollout.phase.back.succeeded");
        }
        return view.place().map(step -> at(step, phase)).orElse(phase);
    }

    private static String at(StepView step, String phase) {
        boolean through = step.progress() == Progress.DONE || step.progress() == Progress.SKIPPED;
        return text(
                through ? "rollout.after" : "rollout.at",
                phase,
                lane(step),
                text("step", step.step().kind()).toLowerCase(Locale.ROOT));
    }

    private static boolean tookBack(OperationView view) {
        return (view.phase() == OperationView.Phase.SUCCEEDED
                        || view.phase() == OperationView.Phase.FAILED)
                && view.story().left().stream()
                        .anyMatch(left -> left.word().equals(Word.ROLL_BACK.word()));
    }

    private static String lane(StepView step) {
        return step.step().node().orElse(text("rollout.lane.cluster"));
    }

    private static List<Lane> lanes(OperationView view, Instant now, ZoneId zone, PastSteps past) {
        var lanes = new LinkedHashMap<String, List<Row>>();
        var before = new HashMap<String, List<Row>>();
        for (var left : view.story().left()) {
            for (var step : left.steps()) {
                lanes.computeIfAbsent(lane(step), name -> new ArrayList<>());
                if (step.progress() != Progress.WAITING) {
                    before.computeIfAbsent(lane(step), name -> new ArrayList<>())
                            .add(row(step, view, now, zone, past));
                }
            }
        }
        for (var step : view.steps()) {
            lanes.computeIfAbsent(lane(step), name -> new ArrayList<>())
                    .add(row(step, view, now, zone, past));
        }
        return lanes.entrySet().stream()
                .map(
                        (Map.Entry<String, List<Row>> lane) ->
                                new Lane(
                                        lane.getKey(),
                                        before.getOrDefault(lane.getKey(), List.of()),
                                        lane.getValue()))
                .toList();
    }

    private static Row row(
            StepView step, OperationView view, Instant now, ZoneId zone, PastSteps past) {
        boolean doubt =
                step.progress() == Progress.RUNNING && view.phase() != OperationView.Phase.RUNNING;
        return new Row(
                text("step", step.step().kind()),
                doubt ? Glyph.UNKNOWN : glyph(step),
                said(step),
                step.at().map(at -> Figures.time(at, zone)).orElse(""),
                doubt ? text("rollout.doubt") : took(step, view, now, past),
                step.step().commands().stream()
                        .map(command -> command.host() + "  " + command.text())
                        .toList());
    }

    /** A wait that was given up on purpose did not fail. */
    private static Glyph glyph(StepView step) {
        boolean givenUp =
                step.progress() == Progress.FAILED
                        && !step.tries().isEmpty()
                        && step.tries().getLast().givenUp();
        return givenUp ? Glyph.WAITING : Glyph.of(step.progress(), step.step().kind());
    }

    private static String took(StepView step, OperationView view, Instant now, PastSteps past) {
        var expected = Placing.expected(step, past).map(RolloutModel::rounded);
        return switch (step.progress()) {
            case WAITING ->
                    view.over()
                            ? ""
                            : expected.map(time -> text("rollout.step.about", time)).orElse("");
            case RUNNING -> {
                var since = step.began().or(step::at);
                var ran = since.map(at -> Figures.of(Duration.between(at, now))).orElse("");
                yield expected.map(time -> text("rollout.step.of", ran, time)).orElse(ran);
            }
            case DONE -> step.took().map(RolloutModel::rounded).orElse("");
            case SKIPPED, FAILED -> "";
        };
    }

    /** What took something did not take nothing. */
    private static String rounded(Duration time) {
        return Figures.of(time.plusMillis(999));
    }

    private static String said(StepView step) {
        return step.progress() == Progress.WAITING || step.detail().isEmpty()
                ? step.step().text()
                : step.detail();
    }

    /** Whether it runs or stands: something can be said of it. */
    public boolean goesOn() {
        return !words.isEmpty();
    }

    /** Whether it runs and can be asked to stand. */
    public boolean canPause() {
        return words.stream().anyMatch(spoken -> spoken.word() == Word.PAUSE);
    }

    /** Whether a pause can be asked for now, and was not yet. */
    boolean canPauseHere() {
        return words.stream()
                .filter(spoken -> spoken.word() == Word.PAUSE)
                .anyMatch(spoken -> spoken.refusal().isEmpty());
    }

    /** The same after it was asked to pause from here: the step under way ends first. */
    public RolloutModel pausing() {
        var said =
                words.stream()
                        .map(
                                spoken ->
                                        spoken.word() == Word.PAUSE
                                                ? new Spoken(
                                                        Word.PAUSE,
                                                        text("rollout.pausing"),
                                                        Optional.of(text("rollout.pausing.why")))
                                                : spoken)
                        .toList();
        return new RolloutModel(
                title, glyph, word, line, fault, lanes, said, current, course, draining, gate,
                around, logged, stopped);
    }

    /** A pause can be asked of whoever holds the cluster; all else needs it free. */
    private static List<Spoken> words(
            OperationView view, Status status, boolean readOnly, String operator) {
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
                                                label(word, status, operator),
                                                word == Word.PAUSE ? looksOnly : held))
                        .toList();
    }

    /** To whoever waits for another one's rollout its pause is that one's giving way. */
    private static String label(Word word, Status status, String operator) {
        return word == Word.PAUSE && heldByAnother(status, operator)
                ? text("rollout.word.hand_over")
                : text("rollout.word", word);
    }

    /** Somebody else is at work now. */
    public static boolean heldByAnother(Status status, String operator) {
        return status.lock()
                .flatMap(lock -> lock)
                .filter(lock -> !lock.abandoned())
                .filter(lock -> !lock.holder().equals(operator))
                .isPresent();
    }

    private static String heldBy(LockFacts lock) {
        return text("action.held", lock.holder(), lock.host(), lock.purpose());
    }

    private static List<Word> valid(OperationView.Phase phase) {
        return switch (phase) {
            case RUNNING -> List.of(Word.PAUSE);
            case PAUSED, CUT_OFF -> List.of(Word.RESUME, Word.ROLL_BACK, Word.ABORT);
            case FAILED -> List.of(Word.ROLL_BACK, Word.RETRY, Word.ABORT);
            case SUCCEEDED, ABORTED -> List.of();
        };
    }
}
