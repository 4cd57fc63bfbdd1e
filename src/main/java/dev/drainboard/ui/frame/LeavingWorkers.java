package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Workers;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The workers of those that stay once they have the requests of the one that leaves, in equal
 * parts. Pure.
 *
 * @param all of those that stay, in the order of the cluster file
 */
record LeavingWorkers(List<After> all) {

    /**
     * With more than this share busy a node has too little left for a moment's peak: the time that
     * a request waits for a worker grows as 1 / (1 - share) (an M/M/1 queue, which a handful of
     * workers comes near to when requests are long), so that at 80 % it is five times that of an
     * idle node, and doubles with each half of what is left.
     */
    static final double COMFORTABLE = 0.8;

    LeavingWorkers {
        all = List.copyOf(all);
    }

    /**
     * One that stays.
     *
     * @param now requests in use
     * @param inUse likewise, afterwards
     */
    record After(String node, Workers workers, int now, int inUse) {
        double share() {
            return (double) inUse / workers.all();
        }
    }

    /** Empty where a number is missing, nobody stays, or a node has no workers to count. */
    static Optional<LeavingWorkers> of(NodeStatus leaves, List<NodeStatus> stay) {
        boolean known =
                leaves.http().active().isPresent()
                        && stay.stream()
                                .allMatch(
                                        node ->
                                                node.http().active().isPresent()
                                                        && node.workers()
                                                                .filter(Workers::counted)
                                                                .isPresent());
        if (stay.isEmpty() || !known) {
            return Optional.empty();
        }
        int more = Math.ceilDiv(leaves.http().active().getAsInt(), stay.size());
        return Optional.of(
                new LeavingWorkers(
                        stay.stream()
                                .map(
                                        node ->
                                                new After(
                                                        node.name(),
                                                        node.workers().get(),
                                                        node.http().active().getAsInt(),
                                                        node.http().active().getAsInt() + more))
                                .toList()));
    }

    /** The one that would have least to spare. */
    private After tightest() {
        return all.stream().max(Comparator.comparingDouble(After::share)).orElseThrow();
    }

    Leaving.Tile tile() {
        var worst = tightest();
        boolean alike = all.stream().map(each -> each.workers().all()).distinct().count() == 1;
        var workers = Figures.of(worst.workers().all());
        int least = all.stream().mapToInt(After::now).min().orElseThrow();
        int most = all.stream().mapToInt(After::now).max().orElseThrow();
        return new Leaving.Tile(
                text("leaving.workers"),
                Figures.of(worst.workers().busy(worst.inUse())),
                alike
                        ? text("leaving.workers.each", workers)
                        : text("leaving.workers.of", workers, worst.node()),
                least == most
                        ? text("leaving.workers.now.all", Figures.of(most))
                        : text("leaving.workers.now", Figures.of(least), Figures.of(most)));
    }

    /** A warning, where somebody would have too little left. */
    Optional<Leaving.Sign> sign() {
        var worst = tightest();
        if (worst.share() <= COMFORTABLE) {
            return Optional.empty();
        }
        var workers = worst.workers();
        int waiting = workers.waiting(worst.inUse());
        return Optional.of(
                new Leaving.Sign(
                        Glyph.DEGRADED,
                        waiting > 0
                                ? text(
                                        "leaving.workers.waiting",
                                        worst.node(),
                                        Figures.of(workers.all()),
                                        Figures.of(waiting))
                                : text(
                                        "leaving.workers.tight",
                                        worst.node(),
                                        Figures.of(worst.inUse()),
                                        Figures.of(workers.all()))));
    }
}
