package dev.drainboard.driver;

import dev.drainboard.dialect.NginxAddition;
import dev.drainboard.dialect.NginxServer;
import dev.drainboard.model.AdminState;
import dev.drainboard.model.Before;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How nginx's part of the journal is written: a {@link Before.Entry} for each entry of the node,
 * and one for each survivor that gets a word. Its words are {@code file}, {@code nth} and {@code
 * of} (which of like entries it is), and where something is added {@code adds} and {@code asked}.
 */
final class NginxRecord {

    private NginxRecord() {}

    /**
     * @param own the node's entries
     * @param admin what was asked of each before us
     * @param additions what will be added, survivors included
     */
    static Before of(
            String balancer,
            String node,
            Map<NginxServer, AdminState> own,
            List<NginxAddition> additions,
            AdminState asked) {
        var entries = new ArrayList<Before.Entry>();
        var left = new LinkedHashSet<>(additions);
        own.forEach(
                (server, admin) -> {
                    var ours =
                            additions.stream().filter(addition -> isOf(addition, server)).findAny();
                    ours.ifPresent(left::remove);
                    entries.add(
                            new Before.Entry(
                                    server.upstream(),
                                    server.address(),
                                    admin,
                                    words(server.file(), server.nth(), server.of(), ours, asked)));
                });
        for (var addition : left) {
            entries.add(
                    new Before.Entry(
                            addition.upstream(),
                            addition.address(),
                            AdminState.READY,
                            words(
                                    addition.file(),
                                    addition.nth(),
                                    addition.of(),
                                    Optional.of(addition),
                                    asked)));
        }
        return new Before(balancer, node, entries);
    }

    private static boolean isOf(NginxAddition addition, NginxServer server) {
        return addition.file().equals(server.file())
                && addition.upstream().equals(server.upstream())
                && addition.address().equals(server.address())
                && addition.nth() == server.nth();
    }

    private static Map<String, String> words(
            String file, int nth, int of, Optional<NginxAddition> addition, AdminState asked) {
        var words = new java.util.HashMap<String, String>();
        words.put("file", file);
        words.put("nth", String.valueOf(nth));
        words.put("of", String.valueOf(of));
        addition.ifPresent(
                added -> {
                    words.put("adds", added.word());
                    words.put("asked", asked.name());
                });
        return words;
    }

    /** What was, or is about to be, added. */
    static Set<NginxAddition> additions(Before before) {
        var additions = new LinkedHashSet<NginxAddition>();
        for (var entry : before.entries()) {
            if (entry.words().containsKey("adds")) {
                additions.add(
                        new NginxAddition(
                                entry.words().get("file"),
                                entry.upstream(),
                                entry.server(),
                                Integer.parseInt(entry.words().get("nth")),
                                Integer.parseInt(entry.words().get("of")),
                                entry.words().get("adds")));
            }
        }
        return additions;
    }

    /** What we asked by it; MAINT if nothing was added. */
    static AdminState asked(Before before) {
        return before.entries().stream()
                // without our words it is of a balancer of another kind that had this name before
                .filter(entry -> entry.words().containsKey("adds"))
                .flatMap(entry -> Optional.ofNullable(entry.words().get("asked")).stream())
                .map(AdminState::valueOf)
                .findFirst()
                .orElse(AdminState.MAINT);
    }
}
