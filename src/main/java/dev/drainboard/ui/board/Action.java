package dev.drainboard.ui.board;

import dev.drainboard.model.Guard;
import dev.drainboard.model.Intent;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import dev.drainboard.ui.kit.Texts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A button for something that can be wanted, and why it cannot be now. The rules are those that
 * refuse the command, with what is already so on top.
 *
 * @param label as on the button
 * @param refusal in words; empty: it can be wanted
 */
public record Action(String label, Intent intent, Optional<String> refusal) {

    public Action {
        Objects.requireNonNull(label);
        Objects.requireNonNull(intent);
        Objects.requireNonNull(refusal);
    }

    /** Drain, update and restore of one node, in this order. */
    public static List<Action> of(String node, Snapshot snapshot, Status status, boolean readOnly) {
        var now = status.node(node);
        var rotation = now.rotation();
        // one that was let go before it was idle can be waited for once more
        boolean waits = rotation.takenOut() && now.http().active().orElse(0) > 0;
        Optional<String> out =
                rotation.takenOut() && !waits
                        ? Optional.of(Texts.text("action.out", node))
                        : Optional.empty();
        Optional<String> in =
                rotation.inRotation().equals(Optional.of(true))
                        ? Optional.of(Texts.text("action.in", node))
                        : Optional.empty();
        var leave =
                action(
                        "action.drain",
                        new Intent.Drain(node, Intent.DrainWish.DEFAULT),
                        out,
                        snapshot,
                        status,
                        readOnly);
        var drain =
                waits && leave.refusal().isEmpty()
                        ? new Action(Texts.text("action.wait"), leave.intent(), Optional.empty())
                        : leave;
        return List.of(
                drain,
                action(
                        "action.update",
                        new Intent.Update(node, Optional.empty()),
                        Optional.empty(),
                        snapshot,
                        status,
                        readOnly),
                action("action.restore", new Intent.Restore(node), in, snapshot, status, readOnly));
    }

    /** A rollout over all nodes. */
    public static Action rollout(Snapshot snapshot, Status status, boolean readOnly) {
        var intent =
                new Intent.Rollout(
                        Optional.empty(), List.of(), snapshot.cluster().rollout().batch());
        return action("action.rollout", intent, Optional.empty(), snapshot, status, readOnly);
    }

    private static Action action(
            String label,
            Intent intent,
            Optional<String> already,
            Snapshot snapshot,
            Status status,
            boolean readOnly) {
        var refusal =
                readOnlyRefusal(readOnly)
                        .or(() -> held(status))
                        .or(() -> reserved(intent, status))
                        .or(() -> already)
                        .or(
                                () ->
                                        Guard.refusal(intent, snapshot, status.at(), false)
                                                .map(fault -> fault.what() + " " + fault.why()));
        return new Action(Texts.text(label), intent, refusal);
    }

    private static Optional<String> readOnlyRefusal(boolean readOnly) {
        return readOnly ? Optional.of(Texts.text("action.readOnly")) : Optional.empty();
    }

    private static Optional<String> held(Status status) {
        return status.lock()
                .flatMap(lock -> lock)
                .filter(lock -> !lock.abandoned())
                .map(Action::heldBy);
    }

    private static String heldBy(LockFacts lock) {
        return Texts.text("action.held", lock.holder(), lock.host(), lock.purpose());
    }

    private static Optional<String> reserved(Intent intent, Status status) {
        return intent instanceof Intent.Restore
                ? Optional.empty()
                : status.operation()
                        .filter(OperationView::stopped)
                        .map(view -> Texts.text("action.reserved", view.purpose()));
    }
}
