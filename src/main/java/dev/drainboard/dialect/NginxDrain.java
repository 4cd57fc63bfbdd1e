package dev.drainboard.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which words take a node out of nginx, and how they come into its files and out of them again.
 *
 * @param additions what is added; empty if the node is out already
 * @param emptied upstreams that would be left without a server that takes requests
 */
public record NginxDrain(List<NginxAddition> additions, List<String> emptied) {

    public NginxDrain {
        additions = List.copyOf(additions);
        emptied = List.copyOf(emptied);
    }

    /**
     * {@code down} for every entry of the node that does not carry it, and {@code max_fails=0} for
     * the one server that is then left, in each of its entries. Where the node is out already
     * nothing is added.
     *
     * @param leaving whether an entry is the node's
     */
    public static NginxDrain of(List<NginxUpstream> upstreams, Predicate<NginxServer> leaving) {
        var additions = new LinkedHashSet<NginxAddition>();
        var emptied = new ArrayList<String>();
        for (var upstream : upstreams) {
            var out =
                    upstream.servers().stream()
                            .filter(leaving)
                            .filter(server -> !server.down())
                            .map(server -> NginxAddition.to(server, NginxAddition.DOWN))
                            .toList();
            if (out.isEmpty()) {
                continue;
            }
            additions.addAll(out);
            var left =
                    upstream.servers().stream()
                            .filter(NginxServer::eligible)
                            .filter(leaving.negate())
                            .toList();
            if (left.isEmpty()) {
                emptied.add(upstream.name());
            }
            if (left.stream().map(NginxServer::address).distinct().count() == 1) {
                left.stream()
                        .map(server -> NginxAddition.to(server, NginxAddition.NEVER_FAILED))
                        .filter(addition -> left.stream().anyMatch(s -> lacks(s, addition)))
                        .forEach(additions::add);
            }
        }
        return new NginxDrain(List.copyOf(additions), emptied);
    }

    private static boolean lacks(NginxServer server, NginxAddition addition) {
        return addition.like(server) && addition.nth() == server.nth() && !addition.said(server);
    }

    /**
     * The files that change when the words are added where they are not there yet; path to new
     * content.
     */
    public static Map<String, String> add(NginxConf conf, Set<NginxAddition> additions) {
        var inserts = new HashMap<String, TreeMap<Integer, String>>();
        for (var server : servers(conf)) {
            additions.stream()
                    .filter(addition -> lacks(server, addition))
                    .forEach(
                            addition ->
                                    inserts.computeIfAbsent(server.file(), file -> new TreeMap<>())
                                            .put(server.end(), " " + addition.word()));
        }
        return changed(conf, inserts, NginxDrain::inserted);
    }

    /** The files that change when those of the words that still stand there are taken back. */
    public static Map<String, String> takeBack(NginxConf conf, Set<NginxAddition> additions) {
        var cuts = new HashMap<String, TreeMap<Integer, Integer>>();
        standing(conf, additions)
                .forEach(
                        (server, addition) -> {
                            var cut = cut(conf.text(server.file()), server, addition.word());
                            cuts.computeIfAbsent(server.file(), file -> new TreeMap<>())
                                    .put(cut[0], cut[1]);
                        });
        return changed(conf, cuts, NginxDrain::without);
    }

    /** The servers in which a word of ours stands now. */
    public static Map<NginxServer, NginxAddition> standing(
            NginxConf conf, Set<NginxAddition> additions) {
        var standing = new LinkedHashMap<NginxServer, NginxAddition>();
        var servers = servers(conf);
        var like =
                additions.stream()
                        .collect(
                                Collectors.groupingBy(
                                        addition ->
                                                List.of(
                                                        addition.file(),
                                                        addition.upstream(),
                                                        addition.address(),
                                                        addition.word())));
        for (var group : like.values()) {
            var candidates =
                    servers.stream()
                            .filter(server -> group.getFirst().like(server))
                            .filter(server -> server.has(group.getFirst().word()))
                            .toList();
            standing.putAll(matched(candidates, group));
        }
        return standing;
    }

    /**
     * The entries by their numbers; where somebody added or removed entries like them, numbers have
     * moved, and as many as are ours are taken in order.
     */
    private static Map<NginxServer, NginxAddition> matched(
            List<NginxServer> candidates, List<NginxAddition> group) {
        var matched = new LinkedHashMap<NginxServer, NginxAddition>();
        for (var server : candidates) {
            group.stream()
                    .filter(addition -> addition.nth() == server.nth())
                    .forEach(addition -> matched.put(server, addition));
        }
        for (var server : candidates) {
            if (matched.size() < group.size() && server.of() != group.getFirst().of()) {
                matched.putIfAbsent(server, group.getFirst());
            }
        }
        return matched;
    }

    /** From and to of the last such word with the blank before it. */
    private static int[] cut(String text, NginxServer server, String word) {
        var last =
                server.parameters().stream()
                        .filter(parameter -> parameter.text().equals(word))
                        .reduce((first, second) -> second)
                        .orElseThrow();
        char before = text.charAt(last.start() - 1);
        boolean blank = before == ' ' || before == '\t';
        return new int[] {blank ? last.start() - 1 : last.start(), last.end()};
    }

    private static List<NginxServer> servers(NginxConf conf) {
        return conf.upstreams().stream().flatMap(upstream -> upstream.servers().stream()).toList();
    }

    /** How changes at offsets become a new text. */
    private interface Change<T> {
        String apply(String text, TreeMap<Integer, T> changes);
    }

    private static <T> Map<String, String> changed(
            NginxConf conf, Map<String, TreeMap<Integer, T>> changes, Change<T> change) {
        var texts = new LinkedHashMap<String, String>();
        for (var file : conf.files()) {
            if (changes.containsKey(file)) {
                texts.put(file, change.apply(conf.text(file), changes.get(file)));
            }
        }
        return texts;
    }

    private static String inserted(String text, TreeMap<Integer, String> words) {
        var changed = new StringBuilder(text);
        words.descendingMap().forEach(changed::insert);
        return changed.toString();
    }

    private static String without(String text, TreeMap<Integer, Integer> cuts) {
        var changed = new StringBuilder(text);
        cuts.descendingMap().forEach(changed::delete);
        return changed.toString();
    }
}
