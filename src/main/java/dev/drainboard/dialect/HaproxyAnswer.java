package dev.drainboard.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one line of questions to the Runtime API was answered: {@value #QUESTIONS}. Answers end with
 * an empty line and are told apart by how they begin, never by their place, since each of them may
 * be prose ("Unknown command") in some version.
 *
 * @param pid of the process that answered
 * @param started seconds since 1970, where the version tells
 * @param processes {@code nbproc}: how many share the load, each with a state of its own
 * @param level of the socket: {@code admin}, {@code operator} or {@code user}
 * @param backends as far as they were told
 */
public record HaproxyAnswer(
        String version,
        long pid,
        OptionalLong started,
        long processes,
        Optional<String> level,
        List<HaproxyServer> servers,
        List<HaproxyBackend> backends) {

    /**
     * Backends and servers (2 and 4), and no frontends or listeners: on a large balancer the rest
     * is most of it.
     */
    public static final String QUESTIONS =
            "show info;show cli level;show servers state;show stat -1 6 -1";

    /** As {@code show stat} alone is asked, of a process that leaves. */
    public static final String COUNTS = "show stat -1 4 -1";

    public HaproxyAnswer {
        servers = List.copyOf(servers);
        backends = List.copyOf(backends);
    }

    /**
     * @throws HaproxyAnswerException if anything of it is missing or garbled: then nothing of it is
     *     believed
     */
    public static HaproxyAnswer of(String text) throws HaproxyAnswerException {
        Optional<Map<String, String>> info = Optional.empty();
        Optional<List<String>> state = Optional.empty();
        Optional<HaproxyTable> stat = Optional.empty();
        Optional<String> level = Optional.empty();
        for (var block : blocks(text)) {
            var first = block.getFirst();
            if (first.startsWith("Name: ")) {
                info = Optional.of(colons(block));
            } else if (first.startsWith("# pxname,")) {
                stat = Optional.of(HaproxyTable.commas(block));
            } else if (first.equals("1") && block.size() > 1) {
                state = Optional.of(block.subList(1, block.size()));
            } else if (block.size() == 1 && first.matches("admin|operator|user")) {
                level = Optional.of(first);
            }
        }
        if (info.isEmpty() || state.isEmpty() || stat.isEmpty()) {
            throw new HaproxyAnswerException("an answer without its parts");
        }
        return of(info.get(), level, HaproxyTable.blanks(state.get()), stat.get());
    }

    private static HaproxyAnswer of(
            Map<String, String> info, Optional<String> level, HaproxyTable state, HaproxyTable stat)
            throws HaproxyAnswerException {
        var about = new HaproxyTable.Row(info);
        var stats = byPath(stat);
        var servers = new ArrayList<HaproxyServer>();
        for (var row : state.rows()) {
            var path = row.need("be_name") + "/" + row.need("srv_name");
            servers.add(HaproxyServer.of(row, Optional.ofNullable(stats.get(path))));
        }
        return new HaproxyAnswer(
                about.need("Version"),
                about.needNumber("Pid"),
                about.number("Start_time_sec"),
                about.number("Nbproc").orElse(1),
                level,
                servers,
                backends(stat));
    }

    private static List<HaproxyBackend> backends(HaproxyTable stat) throws HaproxyAnswerException {
        var backends = new ArrayList<HaproxyBackend>();
        for (var row : stat.rows()) {
            if (row.need("svname").equals(HaproxyBackend.MARK)) {
                backends.add(HaproxyBackend.of(row));
            }
        }
        return backends;
    }

    /**
     * {@code backend/server} to what is in use there, from the answer to {@link #COUNTS}.
     *
     * @throws HaproxyAnswerException if it is no such table, as when the process has ended
     */
    public static Map<String, Long> counts(String text) throws HaproxyAnswerException {
        var blocks = blocks(text);
        if (blocks.size() != 1) {
            throw new HaproxyAnswerException("not one table");
        }
        var counts = new HashMap<String, Long>();
        for (var entry : byPath(HaproxyTable.commas(blocks.getFirst())).entrySet()) {
            var inUse = HaproxyServer.inUse(entry.getValue());
            if (inUse.isEmpty()) {
                throw new HaproxyAnswerException("a server without its sessions");
            }
            counts.put(entry.getKey(), inUse.getAsLong());
        }
        return counts;
    }

    private static Map<String, HaproxyTable.Row> byPath(HaproxyTable stat)
            throws HaproxyAnswerException {
        var rows = new HashMap<String, HaproxyTable.Row>();
        for (var row : stat.rows()) {
            var path = row.need("pxname") + "/" + row.need("svname");
            if (rows.put(path, row) != null) {
                throw new HaproxyAnswerException("a server twice");
            }
        }
        return rows;
    }

    private static List<List<String>> blocks(String text) {
        var blocks = new ArrayList<List<String>>();
        var block = new ArrayList<String>();
        for (var line : (text + "\n\n").split("\n", -1)) {
            if (!line.isBlank()) {
                block.add(line);
            } else if (!block.isEmpty()) {
                blocks.add(List.copyOf(block));
                block.clear();
            }
        }
        return blocks;
    }

    private static Map<String, String> colons(List<String> lines) {
        var fields = new HashMap<String, String>();
        for (var line : lines) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 2).strip());
            }
        }
        return fields;
    }
}
