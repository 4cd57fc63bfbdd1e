package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.CommandRun;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One command, in words.
 *
 * @param what it is called, or would be typed
 * @param end how it ended and how long it took, or how long it runs
 */
record CommandRow(String time, Glyph glyph, String host, String what, String end) {

    String line() {
        return String.join("  ", time, host, what, end);
    }

    /**
     * The newest first: what this process ran; and of an operation that somebody else conducts, the
     * commands of the steps that were begun, as the journal tells them.
     *
     * @param runs newest last
     */
    static List<CommandRow> of(
            List<CommandRun> runs, Optional<OperationView> operation, Instant now, ZoneId zone) {
        var rows = new ArrayList<CommandRow>();
        operation
                .filter(view -> runs.stream().noneMatch(run -> run.at().isAfter(view.began())))
                .ifPresent(view -> rows.addAll(planned(view, zone)));
        runs.reversed().forEach(run -> rows.add(of(run, now, zone)));
        return rows;
    }

    private static CommandRow of(CommandRun run, Instant now, ZoneId zone) {
        boolean well = run.exit().orElse(1) == 0;
        var glyph = well ? Glyph.HEALTHY : run.took().isEmpty() ? Glyph.DRAINING : Glyph.FAILED;
        return new CommandRow(
                Figures.time(run.at(), now, zone),
                run.failed().isPresent() ? Glyph.UNKNOWN : glyph,
                run.host(),
                run.what() + run.failed().map(why -> ": " + why).orElse(""),
                end(run, now));
    }

    private static String end(CommandRun run, Instant now) {
        if (run.took().isEmpty()) {
            return text("commands.runs", Figures.of(Duration.between(run.at(), now)));
        }
        var took = Figures.took(run.took().get());
        return run.exit().isEmpty()
                ? text("commands.lost", took)
                : run.exit().getAsInt() == 0
                        ? text("commands.ok", took)
                        : text("commands.exit", run.exit().getAsInt(), took);
    }

    private static List<CommandRow> planned(OperationView view, ZoneId zone) {
        return view.steps().reversed().stream().flatMap(step -> planned(step, zone)).toList();
    }

    private static Stream<CommandRow> planned(StepView step, ZoneId zone) {
        if (step.progress() == Progress.WAITING || step.progress() == Progress.SKIPPED) {
            return Stream.empty();
        }
        var time = step.at().map(at -> Figures.time(at, zone)).orElse("");
        return step.step().commands().reversed().stream()
                .map(
                        command ->
                                new CommandRow(
                                        time,
                                        Glyph.of(step.progress(), step.step().kind()),
                                        command.host(),
                                        command.text(),
                                        text("commands.journal")));
    }
}
