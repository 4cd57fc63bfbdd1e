package dev.drainboard.store;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of several copies of a journal is believed.
 *
 * <p>A line counts once every state host has it; until then nothing was done that it announces. So
 * among hosts the longest copy is believed, and the others lag. Two hosts that disagree in a line
 * were changed by somebody, and nobody can say which is right. The copy on this machine is believed
 * as far as it agrees with the hosts, and where it has more than they: what it says otherwise was
 * written here by a process that ended before any host had it, and others went on without it.
 *
 * @param hosts by name
 */
record Copies(Map<String, Chain> hosts, Chain local) {

    Copies {
        hosts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    /**
     * The journal.
     *
     * @throws FaultException if two hosts disagree, or lines are lost in all copies, or a line is
     *     of a later version
     */
    Chain believed() throws FaultException {
        var longest = longest();
        for (var host : hosts.entrySet()) {
            var wrong = incurable(host.getKey(), host.getValue(), longest);
            if (wrong.isPresent()) {
                throw wrong.get().thrown();
            }
        }
        if (local.end() instanceof Chain.End.Newer) {
            throw newer("this machine").thrown();
        }
        boolean more = local.common(longest) == longest.lines().size();
        return more ? local : longest;
    }

    private Chain longest() {
        var longest = Chain.EMPTY;
        for (var copy : hosts.values()) {
            longest = copy.lines().size() > longest.lines().size() ? copy : longest;
        }
        return longest;
    }

    private Optional<Fault> incurable(String host, Chain copy, Chain longest) {
        if (copy.forks(longest)) {
            return Optional.of(forked(host, copy, longest));
        }
        return switch (copy.end()) {
            case Chain.End.Newer newer -> Optional.of(newer(host));
            case Chain.End.Broken broken ->
                    lost(broken, longest) > 0
                            ? Optional.of(broken(host, copy, broken.why(), lost(broken, longest)))
                            : Optional.empty();
            case Chain.End.Torn torn -> Optional.empty();
            case Chain.End.Whole whole -> Optional.empty();
        };
    }

    private Fault forked(String host, Chain copy, Chain longest) {
        var other =
                hosts.entrySet().stream()
                        .filter(entry -> entry.getValue() == longest)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("another host");
        return Fault.of(
                        Fault.Kind.FAILED,
                        "journal.hosts.disagree",
                        "The journal cannot be trusted.",
                        other
                                + " and "
                                + host
                                + " disagree from line "
                                + (copy.common(longest) + 1)
                                + " on: somebody else wrote there, or restored an old file.",
                        "Compare journal.jsonl on both, and move the wrong one away.")
                .on(host);
    }

    /** How many lines stand after the broken one and in no other copy. */
    private static long lost(Chain.End.Broken broken, Chain longest) {
        var hashes = longest.lines().stream().map(JournalLine::hash).collect(Collectors.toSet());
        return broken.after().stream().filter(hash -> !hashes.contains(hash)).count();
    }

    private static Fault broken(String host, Chain copy, String why, long lost) {
        return Fault.of(
                        Fault.Kind.FAILED,
                        "journal.line.broken",
                        "The journal cannot be trusted.",
                        "Line "
                                + (copy.lines().size() + 1)
                                + " on "
                                + host
                                + " was changed ("
                                + why
                                + "), and what follows it ("
                                + (lost == 1 ? "1 line" : lost + " lines")
                                + ") is in no other copy.",
                        "Restore journal.jsonl from a backup of "
                                + host
                                + ", or look at each node and move the file away.")
                .on(host);
    }

    private static Fault newer(String place) {
        return Fault.of(
                Fault.Kind.FAILED,
                "journal.version.newer",
                "The journal cannot be read.",
                "A later version of Drainboard wrote the copy on " + place + ".",
                "Use that version, or a later one.");
    }

    /** What is wrong with any copy, a sentence each. A copy here that only lags is not. */
    List<String> wrongs() {
        var wrongs = new ArrayList<String>();
        var longest = longest();
        hosts.forEach(
                (host, copy) -> {
                    end(host, copy).ifPresent(wrongs::add);
                    if (copy.forks(longest)) {
                        wrongs.add(forked(host, copy, longest).why());
                    } else if (copy.lines().size() < longest.lines().size()) {
                        int less = longest.lines().size() - copy.lines().size();
                        wrongs.add(
                                host
                                        + " lacks the last "
                                        + (less == 1 ? "line." : less + " lines."));
                    }
                });
        end("this machine", local).ifPresent(wrongs::add);
        if (local.forks(longest)) {
            wrongs.add(
                    "this machine disagrees with the hosts from line "
                            + (local.common(longest) + 1)
                            + " on; its lines will be kept aside.");
        }
        return wrongs;
    }

    private static Optional<String> end(String place, Chain copy) {
        int line = copy.lines().size() + 1;
        return switch (copy.end()) {
            case Chain.End.Whole whole -> Optional.empty();
            case Chain.End.Torn torn ->
                    Optional.of("Line " + line + " on " + place + " is torn: " + torn.why() + ".");
            case Chain.End.Broken broken ->
                    Optional.of(
                            "Line " + line + " on " + place + " is wrong: " + broken.why() + ".");
            case Chain.End.Newer newer ->
                    Optional.of(
                            "Line "
                                    + line
                                    + " on "
                                    + place
                                    + " is of a later version of Drainboard.");
        };
    }
}
