package dev.drainboard.driver;

import dev.drainboard.driver.NginxReading.Sockets;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code nginx-read.sh} printed, line by line. */
final class NginxPrinted {

    private static final String WORKER = "nginx: worker process";

    /** What Linux counts a process's start in, a second. */
    private static final double TICKS = 100;

    private final Map<String, List<String>> matches = new LinkedHashMap<>();
    private final Map<String, String> shas = new LinkedHashMap<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<Long> workers = new ArrayList<>();
    private final List<Long> leaving = new ArrayList<>();
    private final List<Sockets> sockets = new ArrayList<>();
    private final Map<String, Long> written = new HashMap<>();
    private double now;
    private double uptime;
    private double oldest = Double.MAX_VALUE;
    private boolean counted = true;
    private boolean torn;
    private String pattern = "";
    private String awaited = "";

    private NginxPrinted() {}

    /**
     * @param known bodies that were had before, by hash
     */
    static NginxPrinted of(byte[] out, Map<String, String> known) {
        var printed = new NginxPrinted();
        new String(out, StandardCharsets.UTF_8).lines().forEach(line -> printed.line(line, known));
        return printed;
    }

    private void line(String line, Map<String, String> known) {
        if (!awaited.isEmpty()) {
            body(line);
            return;
        }
        int blank = line.indexOf(' ');
        var rest = line.substring(blank + 1);
        switch (blank < 0 ? line : line.substring(0, blank)) {
            case "match" -> {
                pattern = rest;
                matches.put(rest, new ArrayList<>());
            }
            case "file" -> matches.get(pattern).add(rest);
            case "unreadable" -> unreadable.add(rest);
            case "same" -> {
                shas.put(rest.substring(65), rest.substring(0, 64));
                bodies.put(rest.substring(0, 64), known.get(rest.substring(0, 64)));
            }
            case "body" -> {
                shas.put(rest.substring(65), rest.substring(0, 64));
                awaited = rest.substring(0, 64);
            }
            case "now" -> {
                now = Double.parseDouble(rest.substring(0, rest.indexOf(' ')));
                uptime = Double.parseDouble(rest.substring(rest.indexOf(' ') + 1));
            }
            case "written" ->
                    written.put(
                            rest.substring(rest.indexOf(' ') + 1),
                            Long.parseLong(rest.substring(0, rest.indexOf(' '))));
            case "worker" -> worker(rest.split(" ", 3));
            case "sockets" -> sockets(rest.split(" "));
            case "nosockets" -> counted = false;
            default -> {
                // a line of a later version
            }
        }
    }

    private void body(String line) {
        var bytes = Base64.getDecoder().decode(line);
        if (Sha.of(bytes).equals(awaited)) {
            bodies.put(awaited, new String(bytes, StandardCharsets.ISO_8859_1));
        } else {
            torn = true;
        }
        awaited = "";
    }

    private void worker(String[] words) {
        long pid = Long.parseLong(words[0]);
        if (words[2].equals(WORKER)) {
            workers.add(pid);
            oldest = Math.min(oldest, Long.parseLong(words[1]) / TICKS);
        } else if (words[2].startsWith(WORKER)) {
            leaving.add(pid);
        }
    }

    /** {@code 3 [::ffff:10.0.0.11]:8069 users:(("nginx",pid=12}. */
    private void sockets(String[] words) {
        int colon = words[1].lastIndexOf(':');
        var address = NginxNodes.literal(words[1].substring(0, colon));
        if (address.isEmpty()) {
            return;
        }
        Optional<Long> owner =
                words.length > 2 && words[2].contains("pid=")
                        ? Optional.of(
                                Long.parseLong(
                                        words[2].substring(words[2].lastIndexOf("pid=") + 4)))
                        : Optional.empty();
        sockets.add(
                new Sockets(
                        address.get(),
                        Integer.parseInt(words[1].substring(colon + 1)),
                        owner,
                        Integer.parseInt(words[0])));
    }

    /** Whether a file changed while it was read. */
    boolean torn() {
        return torn;
    }

    Map<String, List<String>> matches() {
        return matches;
    }

    /** Path to hash. */
    Map<String, String> shas() {
        return shas;
    }

    /**
     * Files that were written after the oldest worker began: what they say is not yet what nginx
     * does. A worker that died and was replaced runs what its master read.
     */
    Set<String> unloaded() {
        double loaded = now - uptime + oldest;
        return written.entrySet().stream()
                .filter(file -> file.getValue() > loaded + 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    /** Hash to content, bytes as ISO-8859-1. */
    Map<String, String> bodies() {
        return bodies;
    }

    /** Path to content. */
    Map<String, String> texts() {
        return shas.entrySet().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> bodies.get(entry.getValue())));
    }

    List<String> unreadable() {
        return unreadable;
    }

    List<Long> workers() {
        return workers.stream().sorted().toList();
    }

    List<Long> leaving() {
        return leaving.stream().sorted().toList();
    }

    Optional<List<Sockets>> sockets() {
        return counted ? Optional.of(sockets) : Optional.empty();
    }

    /** What {@code nginx-names.sh} printed; a name that does not resolve has no address. */
    static Map<String, Set<InetAddress>> names(Set<String> names, String printed) {
        var resolved = new HashMap<String, Set<InetAddress>>();
        names.forEach(name -> resolved.put(name, new java.util.LinkedHashSet<>()));
        for (var line : printed.lines().toList()) {
            var words = line.split(" ");
            if (words.length == 2 && resolved.containsKey(words[0])) {
                NginxNodes.literal(words[1]).ifPresent(resolved.get(words[0])::add);
            }
        }
        return resolved;
    }
}
