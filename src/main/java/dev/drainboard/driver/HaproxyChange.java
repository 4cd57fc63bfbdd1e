package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyAdmin;
import dev.drainboard.dialect.HaproxyAdmin.Word;
import dev.drainboard.dialect.HaproxyAnswer;
import dev.drainboard.dialect.HaproxyServer;
import dev.drainboard.model.AdminState;
import dev.drainboard.model.Before;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One change as a value: what the servers are, what they are to be, and each command with the one
 * that takes it back. Decided here, done by a {@link HaproxySocket}, which does nothing unless it
 * finds what is expected.
 *
 * @param expected a line a server, in the order of HAProxy's answer: {@code backend/server}, the
 *     forced bits of its admin state, its weight
 * @param after the same when it is done
 */
record HaproxyChange(List<String> expected, List<String> after, List<Step> steps) {

    /** A line to the socket, and the line that takes it back. */
    record Step(String command, String undo) {}

    HaproxyChange {
        expected = List.copyOf(expected);
        after = List.copyOf(after);
        steps = List.copyOf(steps);
    }

    /**
     * Takes the node's servers out, each as far as is wanted; what somebody else asked for that is
     * harder than that stays.
     */
    static HaproxyChange out(HaproxyAnswer now, Before before, AdminState wanted) {
        var word = wanted == AdminState.MAINT ? Word.MAINT : Word.DRAIN;
        return of(
                now,
                before,
                entry -> server -> new Target(harder(HaproxyRecord.asked(entry), word)));
    }

    /**
     * Puts the node's servers back as they were. Somebody else's drain that he himself ended since
     * stays ended; a weight that a reload set back to the file's is set again.
     */
    static HaproxyChange back(HaproxyAnswer now, Before before) {
        return of(
                now,
                before,
                entry ->
                        server -> {
                            var was = HaproxyRecord.asked(entry);
                            boolean same = HaproxyRecord.process(entry) == now.pid();
                            boolean freed = same && server.admin().asked() == Word.READY;
                            boolean forgot =
                                    !same
                                            && server.weight() == server.initialWeight()
                                            && HaproxyRecord.weightWasSet(entry);
                            return new Target(
                                    freed ? Word.READY : was,
                                    forgot ? HaproxyRecord.weight(entry) : server.weight());
                        });
    }

    /** What one server is to be; {@code weight} below 0: as it is. */
    private record Target(Word word, long weight) {
        Target(Word word) {
            this(word, -1);
        }
    }

    private static Word harder(Word one, Word other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static HaproxyChange of(
            HaproxyAnswer now,
            Before before,
            Function<Before.Entry, Function<HaproxyServer, Target>> targets) {
        Map<String, Before.Entry> entries =
                before.entries().stream()
                        .collect(
                                Collectors.toMap(
                                        HaproxyRecord::path,
                                        entry -> entry,
                                        (first, second) -> first));
        var expected = new ArrayList<String>();
        var after = new ArrayList<String>();
        var steps = new ArrayList<Step>();
        for (var server : now.servers()) {
            var entry = entries.get(server.path());
            if (entry != null) {
                var target = targets.apply(entry).apply(server);
                long weight = target.weight() < 0 ? server.weight() : target.weight();
                int forced = server.admin().bits() & HaproxyAdmin.FORCED;
                expected.add(line(server, forced, server.weight()));
                after.add(line(server, target.word().bits(), weight));
                if (weight != server.weight()) {
                    steps.add(step(server, "weight " + weight, "weight " + server.weight()));
                }
                if (target.word().bits() != forced) {
                    steps.add(
                            step(
                                    server,
                                    "state " + target.word(),
                                    "state " + server.admin().asked()));
                }
            }
        }
        return new HaproxyChange(expected, after, steps);
    }

    private static String line(HaproxyServer server, int forced, long weight) {
        return server.path() + " " + forced + " " + weight;
    }

    private static Step step(HaproxyServer server, String command, String undo) {
        var set = "set server " + server.path() + " ";
        return new Step(set + command, set + undo);
    }

    /** The lines of {@link #expected} as they are in another answer. */
    List<String> asIn(HaproxyAnswer answer) {
        var paths =
                expected.stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .collect(Collectors.toSet());
        return answer.servers().stream()
                .filter(server -> paths.contains(server.path()))
                .map(
                        server ->
                                line(
                                        server,
                                        server.admin().bits() & HaproxyAdmin.FORCED,
                                        server.weight()))
                .toList();
    }
}
