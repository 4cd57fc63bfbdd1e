package dev.drainboard.ui.frame;

import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What takes a line of the journal back. For each node the newest deed alone is taken back: a drain
 * or a maint of ours that stands by a restore, a restore by what it ended. A rollout is taken back
 * on its page, by its own word. Pure.
 */
final class Undo {

    private static final Set<StepKind> DEEDS =
            Set.of(StepKind.DRAIN, StepKind.MAINT, StepKind.RESTORE);

    /** What only an update or a rollout does: its ways back are words of its own. */
    private static final Set<StepKind> OF_UPDATES = Set.of(StepKind.PRE_PULL, StepKind.UPDATE);

    private Undo() {}

    /**
     * @param entries newest last
     * @return by the very line, as two lines may be alike
     */
    static Map<JournalEntry, Intent> of(List<JournalEntry> entries, Status status) {
        var undo = new IdentityHashMap<JournalEntry, Intent>();
        if (status.operation().filter(view -> !view.over()).isPresent()) {
            return undo; // first it ends
        }
        var done = new HashSet<String>();
        for (var entry : entries.reversed()) {
            if (deed(entry, DEEDS)) {
                var node =
                        status.nodes().stream()
                                .filter(each -> entry.node().equals(Optional.of(each.name())))
                                .findFirst();
                node.filter(each -> !done.contains(each.name()))
                        .flatMap(each -> back(entry, each, entries))
                        .ifPresent(intent -> undo.put(entry, intent));
                node.filter(each -> stands(entry, each)).ifPresent(each -> done.add(each.name()));
            }
        }
        return undo;
    }

    private static boolean deed(JournalEntry entry, Set<StepKind> kinds) {
        return entry.kind() == JournalEntry.Kind.DID
                && entry.step().filter(kinds::contains).isPresent();
    }

    /** Whether what was done is still so. */
    private static boolean stands(JournalEntry entry, NodeStatus node) {
        return entry.step().equals(Optional.of(StepKind.RESTORE))
                ? node.inRotation().equals(Optional.of(true))
                : ours(node);
    }

    private static Optional<Intent> back(
            JournalEntry entry, NodeStatus node, List<JournalEntry> entries) {
        if (!stands(entry, node)) {
            return Optional.empty();
        }
        var together =
                entries.stream()
                        .filter(each -> each.operation().equals(entry.operation()))
                        .flatMap(each -> each.step().stream())
                        .collect(Collectors.toSet());
        boolean restores = entry.step().equals(Optional.of(StepKind.RESTORE));
        if (together.stream().anyMatch(OF_UPDATES::contains)
                || restores && together.contains(StepKind.DRAIN)) {
            return Optional.empty();
        }
        return Optional.of(
                restores ? again(entry, node.name(), entries) : new Intent.Restore(node.name()));
    }

    private static Intent again(JournalEntry restored, String node, List<JournalEntry> entries) {
        var out =
                entries.stream()
                        .filter(each -> !each.at().isAfter(restored.at()))
                        .filter(each -> each.node().equals(Optional.of(node)))
                        .filter(each -> deed(each, Set.of(StepKind.DRAIN, StepKind.MAINT)))
                        .reduce((earlier, later) -> later);
        return out.flatMap(JournalEntry::step).equals(Optional.of(StepKind.MAINT))
                ? new Intent.Maint(node, Intent.DrainWish.DEFAULT)
                : new Intent.Drain(node, Intent.DrainWish.DEFAULT);
    }

    private static boolean ours(NodeStatus node) {
        return node.inRotation().equals(Optional.of(false))
                && node.rotation().balancers().stream()
                        .flatMap(on -> on.servers().stream().flatMap(List::stream))
                        .anyMatch(server -> server.ours());
    }
}
