package dev.drainboard.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A whole configuration: the main file with all that it includes, where it includes it.
 *
 * <p>This room touches no disk. The caller gives the files that it has and, for each path or
 * pattern that an {@code include} names, the files that match it on the host; {@link #wanted} says
 * what is still missing, and the caller fetches that and asks again until nothing is.
 */
public final class NginxConf {

    /** More files than any host has; a cycle of includes ends long before. */
    private static final int MOST_FILES = 2000;

    /** Blocks whose {@code include} brings data in and no directives. */
    private static final Set<String> TABLES =
            Set.of("map", "geo", "types", "charset_map", "split_clients", "match");

    private final String main;
    private final Map<String, String> texts;
    private final Map<String, List<String>> matches;
    private final Map<String, List<NginxDirective>> read = new HashMap<>();
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Set<String> files = new LinkedHashSet<>();
    private final List<Found> found = new ArrayList<>();

    /** A directive, the file it is in and the blocks around it, outermost first. */
    public record Found(String file, List<NginxDirective> around, NginxDirective directive) {}

    private NginxConf(String main, Map<String, String> texts, Map<String, List<String>> matches) {
        this.main = main;
        this.texts = Map.copyOf(texts);
        this.matches = Map.copyOf(matches);
    }

    /**
     * @param main the path of the main file, absolute; relative includes are beside it
     * @param texts path to content, bytes as ISO-8859-1
     * @param matches what an include names, made absolute, to the files there are; of a pattern
     *     that matches nothing: an empty list
     * @throws NginxSyntaxException if a file cannot be read as nginx reads it, or includes itself
     */
    public static NginxConf of(
            String main, Map<String, String> texts, Map<String, List<String>> matches)
            throws NginxSyntaxException {
        var conf = new NginxConf(main, texts, matches);
        conf.file(main, List.of(), List.of());
        return conf;
    }

    /** The same configuration with other contents of some of its files. */
    public NginxConf with(Map<String, String> changed) throws NginxSyntaxException {
        var newer = new HashMap<>(texts);
        newer.putAll(changed);
        return of(main, newer, matches);
    }

    private void file(String path, List<NginxDirective> around, List<String> through)
            throws NginxSyntaxException {
        if (through.contains(path) || through.size() > MOST_FILES) {
            throw new NginxSyntaxException("a file that includes itself", path, 1);
        }
        var text = texts.get(path);
        if (text == null) {
            wanted.add(path);
            return;
        }
        files.add(path);
        var directives = read.get(path);
        if (directives == null) {
            directives = NginxReader.read(path, text);
            read.put(path, directives);
        }
        var deeper = new ArrayList<>(through);
        deeper.add(path);
        directives(path, directives, around, deeper);
    }

    private void directives(
            String path,
            List<NginxDirective> directives,
            List<NginxDirective> around,
            List<String> through)
            throws NginxSyntaxException {
        for (var directive : directives) {
            found.add(new Found(path, around, directive));
            if (found.size() > 1_000_000) {
                throw new NginxSyntaxException("more directives than can be", path, 1);
            }
            if (directive.name().equals("include") && directive.arguments().size() == 1) {
                include(directive.arguments().getFirst(), around, through);
            } else if (directive.block().isPresent() && !TABLES.contains(directive.name())) {
                var inside = new ArrayList<>(around);
                inside.add(directive);
                directives(path, directive.block().get(), inside, through);
            }
        }
    }

    private void include(String named, List<NginxDirective> around, List<String> through)
            throws NginxSyntaxException {
        var pattern = absolute(named);
        var paths = matches.get(pattern);
        if (paths == null) {
            wanted.add(pattern);
            return;
        }
        for (var path : paths) {
            file(path, around, through);
        }
    }

    /** As nginx does: beside the main file, wherever the include stands. */
    private String absolute(String named) {
        return named.startsWith("/") ? named : main.substring(0, main.lastIndexOf('/') + 1) + named;
    }

    /** Paths and patterns that the caller did not give; empty: this is all there is. */
    public Set<String> wanted() {
        return java.util.Collections.unmodifiableSet(wanted);
    }

    /** All files that count, the main one first. */
    public Set<String> files() {
        return java.util.Collections.unmodifiableSet(files);
    }

    /** What includes name, made absolute. */
    public Set<String> patterns() {
        var patterns = new LinkedHashSet<String>();
        found.stream()
                .filter(hit -> hit.directive().name().equals("include"))
                .filter(hit -> hit.directive().arguments().size() == 1)
                .forEach(hit -> patterns.add(absolute(hit.directive().arguments().getFirst())));
        return patterns;
    }

    /** The content of a file, bytes as ISO-8859-1. */
    public String text(String file) {
        return Optional.ofNullable(texts.get(file))
                .orElseThrow(() -> new IllegalArgumentException("no such file here: " + file));
    }

    /** Every directive of that name, wherever it stands. */
    public List<Found> all(String directive) {
        return found.stream().filter(hit -> hit.directive().name().equals(directive)).toList();
    }

    /** The first argument of the directive outside all blocks. */
    public Optional<String> main(String directive) {
        return all(directive).stream()
                .filter(hit -> hit.around().isEmpty())
                .flatMap(hit -> hit.directive().arguments().stream().limit(1))
                .findFirst();
    }

    /** Every upstream with its servers, in the order of the files. */
    public List<NginxUpstream> upstreams() {
        var inside = new IdentityHashMap<NginxDirective, List<Found>>();
        var blocks = new ArrayList<NginxDirective>();
        for (var hit : found) {
            if (hit.directive().name().equals("upstream") && hit.directive().block().isPresent()) {
                blocks.add(hit.directive());
                inside.put(hit.directive(), new ArrayList<>());
            }
            if (!hit.around().isEmpty() && inside.containsKey(hit.around().getLast())) {
                inside.get(hit.around().getLast()).add(hit);
            }
        }
        var numbers = new Numbers();
        blocks.forEach(block -> inside.get(block).forEach(hit -> numbers.count(name(block), hit)));
        return blocks.stream().map(block -> upstream(block, inside.get(block), numbers)).toList();
    }

    private static NginxUpstream upstream(
            NginxDirective block, List<Found> inside, Numbers numbers) {
        return new NginxUpstream(
                name(block),
                inside.stream()
                        .filter(NginxConf::server)
                        .map(hit -> numbers.of(name(block), hit))
                        .toList(),
                inside.stream().filter(hit -> !server(hit)).map(Found::directive).toList());
    }

    private static String name(NginxDirective upstream) {
        return String.join(" ", upstream.arguments());
    }

    private static boolean server(Found hit) {
        return hit.directive().name().equals("server")
                && hit.directive().words().size() > 1
                && hit.directive().block().isEmpty();
    }

    /**
     * Which of several like entries each is: by its place in the file, so that an entry which two
     * upstreams include has one number.
     */
    private static final class Numbers {
        private final Map<List<String>, NavigableSet<Integer>> starts = new HashMap<>();

        void count(String upstream, Found hit) {
            if (server(hit)) {
                starts.computeIfAbsent(key(upstream, hit), key -> new TreeSet<>()).add(start(hit));
            }
        }

        NginxServer of(String upstream, Found hit) {
            var all = starts.get(key(upstream, hit));
            return new NginxServer(
                    hit.file(),
                    upstream,
                    all.headSet(start(hit)).size(),
                    all.size(),
                    hit.directive().words());
        }

        private static List<String> key(String upstream, Found hit) {
            return List.of(hit.file(), upstream, hit.directive().arguments().getFirst());
        }

        private static int start(Found hit) {
            return hit.directive().words().getFirst().start();
        }
    }
}
