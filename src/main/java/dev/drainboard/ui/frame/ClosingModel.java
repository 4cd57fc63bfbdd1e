package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.OperationView;
import dev.drainboard.model.Status;
import java.util.List;
import java.util.Locale;

/**
 * What is asked of somebody who closes the window while it is at work, in words. Pure.
 *
 * @param works what runs, a line for each cluster
 * @param cut what becomes of it if the window is closed at once
 */
record ClosingModel(List<String> works, String cut) {

    ClosingModel {
        works = List.copyOf(works);
    }

    /**
     * @param atWork the names of the clusters on which this window is at work
     * @param shown of the cluster that is shown
     */
    static ClosingModel of(List<String> atWork, Status shown) {
        var here =
                shown.operation()
                        .filter(view -> view.phase() == OperationView.Phase.RUNNING)
                        .filter(view -> atWork.contains(shown.cluster()));
        var works =
                atWork.stream()
                        .map(
                                name ->
                                        here.filter(view -> name.equals(shown.cluster()))
                                                .map(view -> line(name, view))
                                                .orElseGet(() -> text("closing.work", name)))
                        .toList();
        // only of what is shown is it known that nobody is kept out by it
        boolean alone = atWork.size() == 1 && here.filter(view -> !view.reserves()).isPresent();
        return new ClosingModel(works, text(alone ? "closing.cut.alone" : "closing.cut"));
    }

    private static String line(String name, OperationView view) {
        return view.place()
                .map(
                        step ->
                                text(
                                        "closing.work.at",
                                        name,
                                        view.purpose(),
                                        step.step().node().orElse(text("rollout.lane.cluster")),
                                        text("step", step.step().kind()).toLowerCase(Locale.ROOT)))
                .orElseGet(() -> text("closing.work.of", name, view.purpose()));
    }
}
