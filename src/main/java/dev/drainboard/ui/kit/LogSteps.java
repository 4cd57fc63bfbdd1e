package dev.drainboard.ui.kit;

import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.StepKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When an operation was at which step of which node: by this a log is filtered to what was written
 * meanwhile. The node's clock counts for its lines, ours for the steps.
 */
public record LogSteps(List<Span> spans) {

    public static final LogSteps NONE = new LogSteps(List.of());

    /**
     * @param to empty: it lasts
     */
    record Span(String node, StepKind kind, Instant from, Optional<Instant> to) {}

    public LogSteps {
        spans = List.copyOf(spans);
    }

    /** All its courses, all tries of each step. */
    public static LogSteps of(OperationView view) {
        var spans = new ArrayList<Span>();
        Stream.concat(
                        view.story().left().stream().flatMap(left -> left.steps().stream()),
                        view.steps().stream())
                .filter(step -> step.step().node().isPresent())
                .forEach(step -> add(step, spans));
        return new LogSteps(spans);
    }

    private static void add(StepView step, List<Span> spans) {
        var node = step.step().node().orElseThrow();
        var kind = step.step().kind();
        step.tries()
                .forEach(
                        tried ->
                                spans.add(
                                        new Span(
                                                node,
                                                kind,
                                                tried.from(),
                                                Optional.of(tried.to()))));
        boolean runs = step.progress() == Progress.RUNNING;
        if (runs || step.progress() == Progress.DONE) {
            var to = runs ? Optional.<Instant>empty() : step.at();
            step.began().ifPresent(from -> spans.add(new Span(node, kind, from, to)));
        }
    }

    /** The steps of which there may be lines, in their order. */
    public List<StepKind> kinds() {
        return spans.stream().map(Span::kind).distinct().sorted().toList();
    }

    /** Logs tell whole seconds. */
    boolean during(StepKind kind, String node, Instant at) {
        return spans.stream()
                .filter(span -> span.kind() == kind && span.node().equals(node))
                .anyMatch(
                        span ->
                                !at.isBefore(span.from().truncatedTo(ChronoUnit.SECONDS))
                                        && span.to().map(to -> !at.isAfter(to)).orElse(true));
    }
}
