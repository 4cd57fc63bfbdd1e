package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Intent;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Status;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A plan in three lines: which nodes, from which revision to which, how long. Pure.
 *
 * @param nodes in the order of the plan; empty text: none
 * @param revisions empty: none changes, or each to one of its own
 * @param takes from what such steps took before
 */
record Outline(String nodes, Optional<String> revisions, String takes) {

    Outline {
        Objects.requireNonNull(nodes);
        Objects.requireNonNull(revisions);
        Objects.requireNonNull(takes);
    }

    /**
     * @param wanted empty: the nodes go back, each to what it ran before
     * @param soak how long a node is watched, as the cluster file says
     */
    static Outline of(
            List<Step> steps,
            Optional<Intent> wanted,
            Status status,
            PastSteps past,
            Duration soak) {
        var updated =
                steps.stream()
                        .filter(step -> step.kind() == StepKind.UPDATE)
                        .flatMap(step -> step.node().stream())
                        .distinct()
                        .toList();
        var named = steps.stream().flatMap(step -> step.node().stream()).distinct().toList();
        return new Outline(
                String.join(", ", named),
                wanted.filter(intent -> !updated.isEmpty())
                        .map(intent -> text("outline.from", from(updated, status), to(intent))),
                takes(steps, past, soak));
    }

    private static String from(List<String> nodes, Status status) {
        var run = new LinkedHashMap<String, List<String>>();
        for (var node : nodes) {
            var revision =
                    status.node(node).revision().map(Revision::toString).orElse(Figures.UNKNOWN);
            run.computeIfAbsent(revision, name -> new ArrayList<>()).add(node);
        }
        if (run.size() == 1) {
            return run.keySet().iterator().next();
        }
        return String.join(", ", run.entrySet().stream().map(Outline::among).toList());
    }

    private static String among(Map.Entry<String, List<String>> run) {
        return run.getKey() + " (" + String.join(", ", run.getValue()) + ")";
    }

    private static String to(Intent intent) {
        var to =
                switch (intent) {
                    case Intent.Update update -> update.to();
                    case Intent.Rollout rollout -> rollout.to();
                    case Intent.Drain drain -> Optional.<String>empty();
                    case Intent.Maint maint -> Optional.<String>empty();
                    case Intent.Restore restore -> Optional.<String>empty();
                };
        return to.orElse(text("outline.newest"));
    }

    private static String takes(List<Step> steps, PastSteps past, Duration soak) {
        var sum = Duration.ZERO;
        int unseen = 0;
        for (var step : steps) {
            var expected =
                    step.kind() == StepKind.SOAK
                            ? Optional.of(soak)
                            : step.node()
                                    .flatMap(node -> past.expected(node, step.kind()))
                                    .or(() -> past.median(step.kind()));
            sum = sum.plus(expected.orElse(Duration.ZERO));
            unseen += expected.isEmpty() ? 1 : 0;
        }
        if (unseen == 0) {
            return text("outline.about", about(sum));
        }
        return unseen == steps.size()
                ? text("outline.unseen")
                : text("outline.more", about(sum), unseen);
    }

    /** What took something did not take nothing. */
    private static String about(Duration time) {
        return Figures.of(time.plusMillis(999));
    }
}
