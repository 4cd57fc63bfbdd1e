package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.ClusterState;
import dev.drainboard.model.Environment;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.Action;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The line above every page, in words. Pure.
 *
 * @param reason why it is in its state, a sentence
 * @param rotation "2 of 3 nodes in rotation", and of how many nobody knows
 * @param lock who holds the cluster
 */
record HeaderModel(
        String cluster,
        Environment environment,
        Glyph glyph,
        String state,
        String reason,
        String rotation,
        String lock,
        Lock kind,
        String operator,
        String initials,
        Action rollout) {

    /** How the lock is drawn. */
    enum Lock {
        FREE,
        YOURS,
        HELD,
        UNKNOWN
    }

    static HeaderModel of(Status status, Door door, Action rollout) {
        var kind = kind(status, door.operator());
        return new HeaderModel(
                status.cluster(),
                status.environment(),
                Glyph.of(status.state()),
                state(status),
                Reasons.of(status),
                rotation(status),
                status.lock()
                        .map(
                                lock ->
                                        lock.map(held -> held(held, kind, status.at()))
                                                .orElse(text("header.lock.free")))
                        .orElse(text("header.lock.unknown")),
                kind,
                text("header.operator", door.operator())
                        + (door.readOnly() ? ", " + text("header.readOnly") : ""),
                initials(door.operator()),
                rollout);
    }

    /** Of a cluster of which nothing was read yet, which says nothing of how it is. */
    HeaderModel reading() {
        return new HeaderModel(
                cluster,
                environment,
                Glyph.UNKNOWN,
                text("header.reading"),
                text("status.reading"),
                "",
                lock,
                kind,
                operator,
                initials,
                rollout);
    }

    /** Of "ana.b@ops1" the two letters AB; of "mk" MK. */
    static String initials(String operator) {
        var person = operator.replaceAll("@.*", "");
        var parts = person.split("[^\\p{L}\\p{N}]+");
        var letters =
                parts.length > 1 && !parts[0].isEmpty()
                        ? parts[0].substring(0, 1) + parts[1].substring(0, 1)
                        : person.substring(0, Math.min(2, person.length()));
        return letters.toUpperCase(Locale.ROOT);
    }

    /** A drain by itself is no rollout: then its own words say what is going on. */
    private static String state(Status status) {
        return status.operation()
                .filter(view -> status.state() == ClusterState.ROLLING_OUT && !view.reserves())
                .map(view -> text("header.working", view.purpose()))
                .orElseGet(() -> text("cluster.state", status.state()));
    }

    private static String rotation(Status status) {
        var nodes = status.nodes().size();
        return status.rotationUnknown() == 0
                ? text("header.rotation", status.inRotation(), nodes)
                : text(
                        "header.rotation.unknown",
                        status.inRotation(),
                        nodes,
                        status.rotationUnknown());
    }

    private static Lock kind(Status status, String operator) {
        if (status.lock().isEmpty()) {
            return Lock.UNKNOWN;
        }
        return status.lock()
                .get()
                .map(lock -> lock.holder().equals(operator) ? Lock.YOURS : Lock.HELD)
                .orElse(Lock.FREE);
    }

    private static String held(LockFacts lock, Lock kind, Instant now) {
        if (lock.abandoned()) {
            var silent = Duration.between(lock.heartbeat(), lock.now());
            return lock.gone()
                    ? text("header.lock.gone", lock.holder())
                    : text("header.lock.stale", lock.holder(), Figures.of(silent));
        }
        var since = Figures.of(Duration.between(lock.since(), now));
        return kind == Lock.YOURS
                ? text("header.lock.yours", since)
                : text("header.lock.held", lock.holder(), since);
    }
}
