package dev.drainboard.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A stick table in the answer to {@code show table}.
 *
 * @param used entries: clients that are bound, or that are counted, by what the table is for
 */
public record HaproxyStickTable(String name, long used) {

    /** What is asked; tells no entry. */
    public static final String QUESTION = "show table";

    private static final Pattern HEAD =
            Pattern.compile("# table: ([A-Za-z0-9_:.-]+), type: .*, used:(\\d{1,12}).*");

    private static final Pattern ENTRY = Pattern.compile(".* server_(?:key|name)=(\\S+).*");

    public static List<HaproxyStickTable> of(String text) {
        return text.lines()
                .map(HEAD::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(head -> new HaproxyStickTable(head.group(1), Long.parseLong(head.group(2))))
                .toList();
    }

    /** Asked for one table, whose entries then come all: {@code server} to how many it has. */
    public String entries() {
        return QUESTION + " " + name;
    }

    /** 2.2 says {@code server_name} where later ones say {@code server_key} (measured). */
    public static Map<String, Integer> byServer(String entries) {
        var counts = new HashMap<String, Integer>();
        entries.lines()
                .map(ENTRY::matcher)
                .filter(java.util.regex.Matcher::matches)
                .forEach(entry -> counts.merge(entry.group(1), 1, Integer::sum));
        return counts;
    }
}
