package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.ConnectionFacts.InUse;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Snapshot;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has been under way for long on a node, so that a drain would wait for it. Pure. */
final class AtWork {

    /** Shorter ones are over before anybody has read of them. */
    static final Duration LONG = Duration.ofSeconds(10);

    private static final int NAMED = 3;

    private AtWork() {}

    /** Empty: nothing is, or nobody knows. */
    static Optional<Leaving.Sign> of(String node, Snapshot snapshot, Instant now) {
        var cluster = snapshot.cluster();
        var requests =
                snapshot
                        .node(node)
                        .connections()
                        .flatMap(at -> at.fresh(now, Probe.CONNECTIONS.limit(cluster)))
                        .stream()
                        .flatMap(facts -> facts.inUse().stream())
                        .map(InUse::quiet)
                        .filter(quiet -> quiet.compareTo(LONG) >= 0)
                        .sorted(Comparator.reverseOrder())
                        .map(quiet -> text("leaving.long.request", Figures.of(quiet)));
        var jobs =
                snapshot
                        .database()
                        .flatMap(at -> at.fresh(now, Probe.DATABASE.limit(cluster)))
                        .stream()
                        .flatMap(facts -> facts.working().getOrDefault(node, List.of()).stream());
        var all = Stream.concat(requests, jobs).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        var named = String.join("; ", all.subList(0, Math.min(NAMED, all.size())));
        return Optional.of(
                new Leaving.Sign(
                        Glyph.DEGRADED,
                        all.size() > NAMED
                                ? text("leaving.long.more", named, all.size() - NAMED)
                                : text("leaving.long", named)));
    }
}
