package dev.drainboard.ui.board;

import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Was;
import dev.drainboard.ui.kit.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The numbers of a node as they are drawn: those of now, and in the place of those that nobody
 * knows the last that were known. A dash stands only where there never was a number. Pure.
 *
 * @param old how old the oldest of them is; empty: they are all of now
 */
record Shown(String http, String idle, String websockets, String latency, Optional<String> old) {

    static Shown of(NodeStatus node, Instant now) {
        Was was = node.was();
        return new Shown(
                Figures.of(either(node.http().active(), was.http())),
                Figures.of(either(node.http().idle(), was.idle())),
                Figures.of(either(node.websocket().active(), was.websockets())),
                Figures.millis(either(node.http().latencyMs(), was.latencyMs())),
                was.at().map(at -> Figures.of(Duration.between(at, now))));
    }

    private static OptionalInt either(OptionalInt now, OptionalInt before) {
        return now.isPresent() ? now : before;
    }

    private static OptionalLong either(OptionalLong now, OptionalLong before) {
        return now.isPresent() ? now : before;
    }
}
