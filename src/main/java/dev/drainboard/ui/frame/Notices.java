package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Notice;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person who looks elsewhere should hear of, in words: what waits for them, and what they
 * wait for. Of single nodes and balancers {@link Troubles} tell. Pure.
 */
public final class Notices {

    /** What began so shortly before a look belongs to what came since. */
    private static final Duration JUST = Duration.ofSeconds(10);

    private Notices() {}

    /** What became of an operation between two looks; empty: nothing that ends it. */
    public static Optional<Notice> between(Status before, Status now) {
        return now.operation()
                .filter(view -> followed(view, before))
                .filter(
                        view ->
                                !before.operation()
                                        .filter(old -> old.operation().equals(view.operation()))
                                        .filter(old -> old.phase() == view.phase())
                                        .isPresent())
                .flatMap(view -> ended(view, now.cluster()));
    }

    /** An order that was refused or failed in a cluster at which nobody looks. */
    public static Notice of(Fault fault, String cluster) {
        return new Notice(true, text("notice.fault", cluster), fault.what() + " " + fault.why());
    }

    /** What had ended before anybody looked is no news. */
    private static boolean followed(OperationView view, Status before) {
        return before.operation().filter(o -> o.operation().equals(view.operation())).isPresent()
                || view.began().isAfter(before.at().minus(JUST));
    }

    private static Optional<Notice> ended(OperationView view, String cluster) {
        return switch (view.phase()) {
            case RUNNING -> Optional.empty();
            case SUCCEEDED ->
                    Optional.of(
                            new Notice(false, text("notice.done", cluster, view.purpose()), ""));
            case ABORTED ->
                    Optional.of(
                            new Notice(false, text("notice.aborted", cluster, view.purpose()), ""));
            case PAUSED, FAILED, CUT_OFF ->
                    Optional.of(
                            new Notice(
                                    true,
                                    text("notice.stands", cluster, view.purpose()),
                                    view.fault()
                                            .map(fault -> fault.what() + " " + fault.why())
                                            .orElse(text("rollout.phase", view.phase()))));
        };
    }
}
