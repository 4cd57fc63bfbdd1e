package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyAdmin.Word;
import dev.drainboard.dialect.HaproxyServer;
import dev.drainboard.model.AdminState;
import dev.drainboard.model.Before;
import java.util.Locale;
import java.util.Map;

/**
 * What the journal keeps of one server before us. Words: {@code asked} as {@code set server ...
 * state} has it, {@code weight}, {@code initialWeight}, {@code process} that was asked.
 */
final class HaproxyRecord {

    private HaproxyRecord() {}

    static Before.Entry of(HaproxyServer server, AdminState admin, long process) {
        return new Before.Entry(
                server.backend(),
                server.name(),
                admin,
                Map.of(
                        "asked", server.admin().asked().toString(),
                        "weight", Long.toString(server.weight()),
                        "initialWeight", Long.toString(server.initialWeight()),
                        "process", Long.toString(process)));
    }

    static String path(Before.Entry entry) {
        return entry.upstream() + "/" + entry.server();
    }

    static Word asked(Before.Entry entry) {
        var word = entry.words().getOrDefault("asked", "ready");
        try {
            return Word.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a journal that says asked=" + word, e);
        }
    }

    static long weight(Before.Entry entry) {
        return number(entry, "weight");
    }

    /** Somebody had set it to other than the file's: a reload forgets that as well. */
    static boolean weightWasSet(Before.Entry entry) {
        return weight(entry) != number(entry, "initialWeight");
    }

    static long process(Before.Entry entry) {
        return number(entry, "process");
    }

    private static long number(Before.Entry entry, String word) {
        return Long.parseLong(entry.words().getOrDefault(word, "0"));
    }
}
