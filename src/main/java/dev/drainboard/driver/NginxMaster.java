package dev.drainboard.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A running nginx master, as {@code nginx-find.sh} prints it. What is tested and reloaded is this
 * process with its own binary and its own options, whatever lies in /usr/sbin.
 *
 * @param start in ticks since the machine started; tells a later process of the same number
 * @param apart has mounts or a root of its own (a container, a chroot)
 * @param network has a network of its own
 * @param cwd its working directory
 * @param given how it was started
 * @param version as it prints it ("1.22.1")
 * @param built the defaults that it was built with
 */
record NginxMaster(
        long pid,
        String start,
        boolean apart,
        boolean network,
        String exe,
        String cwd,
        Given given,
        String version,
        Built built) {

    private static final Pattern VERSION = Pattern.compile("version: [A-Za-z]+/([0-9][0-9.]*)");

    /** Options of its command line. */
    record Given(
            Optional<String> config,
            Optional<String> prefix,
            Optional<String> globals,
            Optional<String> errorLog) {}

    /** Defaults from {@code nginx -V}. */
    record Built(String prefix, String config, String errorLog) {}

    NginxMaster {
        Objects.requireNonNull(start);
        Objects.requireNonNull(exe);
        Objects.requireNonNull(cwd);
        Objects.requireNonNull(given);
        Objects.requireNonNull(version);
        Objects.requireNonNull(built);
    }

    /** All masters in what the script printed. */
    static List<NginxMaster> all(String printed) {
        var masters = new ArrayList<NginxMaster>();
        var lines = new ArrayList<String>();
        for (var line : printed.lines().toList()) {
            if (line.startsWith("master ") && !lines.isEmpty()) {
                masters.add(one(lines));
                lines.clear();
            }
            lines.add(line);
        }
        if (!lines.isEmpty()) {
            masters.add(one(lines));
        }
        return masters;
    }

    private static NginxMaster one(List<String> lines) {
        var master = value(lines, "master").split(" ");
        var built = String.join(" ", lines.stream().filter(l -> l.startsWith("built ")).toList());
        var version = VERSION.matcher(built);
        return new NginxMaster(
                Long.parseLong(master[0]),
                master[1],
                value(lines, "apart").equals("yes"),
                value(lines, "network").equals("yes"),
                value(lines, "exe"),
                value(lines, "cwd"),
                given(value(lines, "title")),
                version.find() ? version.group(1) : "unknown",
                new Built(
                        argument(built, "prefix").orElse("/usr/local/nginx"),
                        argument(built, "conf-path").orElse("conf/nginx.conf"),
                        argument(built, "error-log-path").orElse("logs/error.log")));
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static Optional<String> argument(String built, String name) {
        var matcher = Pattern.compile("--" + name + "=('[^']*'|\\S+)").matcher(built);
        return matcher.find() ? Optional.of(matcher.group(1).replace("'", "")) : Optional.empty();
    }

    /**
     * From the process title, in which nginx joins its arguments with blanks: what follows {@code
     * -g} goes on until the next option, since directives have blanks themselves.
     */
    static Given given(String title) {
        var found = new java.util.HashMap<Character, String>();
        char open = 0;
        for (var word : title.split(" ")) {
            boolean option = word.matches("-[cpge].*") && (open != 'g' || ended(found.get('g')));
            if (option) {
                open = word.charAt(1);
                found.put(open, word.substring(2));
            } else if (open == 'g') {
                found.put('g', (found.get('g') + " " + word).strip());
            } else if (open != 0 && found.get(open).isEmpty()) {
                found.put(open, word);
            }
        }
        return new Given(some(found, 'c'), some(found, 'p'), some(found, 'g'), some(found, 'e'));
    }

    private static boolean ended(String directives) {
        return directives.endsWith(";");
    }

    private static Optional<String> some(java.util.Map<Character, String> found, char option) {
        return Optional.ofNullable(found.get(option)).filter(value -> !value.isEmpty());
    }

    /** Its main file, absolute, as the process itself sees it. */
    String config() {
        return below(prefix(), given.config().orElse(built.config()));
    }

    private String prefix() {
        return given.prefix().map(prefix -> below(cwd, prefix)).orElse(built.prefix());
    }

    /**
     * The file behind an {@code error_log} directive's value.
     *
     * @param named empty: the directive is not there
     * @return empty: it logs to no file that could be read
     */
    Optional<String> errorLog(Optional<String> named) {
        var log = named.or(given::errorLog).orElse(built.errorLog());
        boolean file =
                !log.equals("stderr") && !log.startsWith("syslog:") && !log.startsWith("memory:");
        return file ? Optional.of(below(prefix(), log)) : Optional.empty();
    }

    /** A path of its configuration, as the process itself sees it. */
    String absolute(String path) {
        return below(prefix(), path);
    }

    /** Where its files are, seen from the host: empty, or the way through /proc. */
    String root() {
        return apart ? "/proc/" + pid + "/root" : "";
    }

    private static String below(String directory, String path) {
        if (path.startsWith("/")) {
            return path;
        }
        return directory.endsWith("/") ? directory + path : directory + "/" + path;
    }
}
