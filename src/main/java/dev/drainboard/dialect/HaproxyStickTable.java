package dev.drainboard.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A stick table in the answer to {@code show table}.
 *
 * @param used entries: clients that are bound, or that are counted, by what the table is for
 * @param addresses whether its keys are clients' addresses; else they are session ids, names or
 *     what else was thought of
 */
public record HaproxyStickTable(String name, long used, boolean addresses) {

    /** What is asked; tells no entry. */
    public static final String QUESTION = "show table";

    private static final Pattern HEAD =
            Pattern.compile(
                    "# table: ([A-Za-z0-9_:.-]+), type: ([a-z0-9]+)\\b.*, used:(\\d{1,12}).*");

    private static final Pattern ENTRY = Pattern.compile(".* server_(?:key|name)=(\\S+).*");

    private static final Pattern ADDRESS =
            Pattern.compile("\\S+ key=(\\S+) .* server_(?:key|name)=(\\S+).*");

    /**
     * Entries that lead to one server.
     *
     * @param client an address, or one of its network; empty text: the key is none
     */
    public record Bound(String server, String client, int entries) {
        public Bound {
            Objects.requireNonNull(server);
            Objects.requireNonNull(client);
        }
    }

    public static List<HaproxyStickTable> of(String text) {
        return text.lines()
                .map(HEAD::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(
                        head ->
                                new HaproxyStickTable(
                                        head.group(1),
                                        Long.parseLong(head.group(3)),
                                        head.group(2).equals("ip") || head.group(2).equals("ipv6")))
                .toList();
    }

    /** Asked for one table, whose entries then come all: {@code server} to how many it has. */
    public String entries() {
        return QUESTION + " " + name;
    }

    /** Its entries, each key once, of those that lead to a server. */
    public List<Bound> read(String entries) {
        if (!addresses) {
            return byServer(entries).entrySet().stream()
                    .map(server -> new Bound(server.getKey(), "", server.getValue()))
                    .toList();
        }
        return entries.lines()
                .map(ADDRESS::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(entry -> new Bound(entry.group(2), entry.group(1), 1))
                .toList();
    }

    /** 2.2 says {@code server_name} where later ones say {@code server_key} (measured). */
    private static Map<String, Integer> byServer(String entries) {
        var counts = new HashMap<String, Integer>();
        entries.lines()
                .map(ENTRY::matcher)
                .filter(java.util.regex.Matcher::matches)
                .forEach(entry -> counts.merge(entry.group(1), 1, Integer::sum));
        return counts;
    }
}
