package dev.drainboard.sandbox;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * HAProxy's Runtime API over one proxy, in the words of 3.0: success of a change is an empty line,
 * whatever is wrong is prose, commands are parted by semicolons.
 */
final class RuntimeApi {

    private static final String INFO = Host.text("show-info.txt");
    private static final String STATE = Host.text("state-columns.txt").strip();
    private static final String CONNECTIONS =
            "# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb"
                    + " safe_nb idle_lim idle_cur idle_per_thr[2]";
    private static final String USAGE =
            "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port | agent-send"
                    + " | check-addr | check-port | fqdn | health | ssl | state | weight\n";
    private static final String HELP =
            """
              show info                               : report information about the running process
              show stat [<iid> <type> <sid>]          : report counters for each proxy and server
              show servers state [<backend>]          : dump volatile server information
              show servers conn [<backend>]           : dump server connections status
              show backend                            : list backends in the current running config
              show cli level                          : display the level of the current CLI session
              set server <bk>/<srv> state <what>      : ready, drain or maint
              set server <bk>/<srv> weight <n>        : change a server's weight
              set weight <bk>/<srv> <n>               : change a server's weight (deprecated)
              get weight <bk>/<srv>                   : report a server's current weight
              disable server <bk>/<srv>               : set the server in maint
              enable server <bk>/<srv>                : set the server ready
            """;
    private static final int SERVERS = 4;

    private final Proxy proxy;
    private final long pid;
    private final long startedSecond;

    /**
     * @param pid of the process that is found on the balancer's host
     */
    RuntimeApi(Proxy proxy, long pid, InstantSource clock) {
        this.proxy = proxy;
        this.pid = pid;
        this.startedSecond = clock.instant().getEpochSecond();
    }

    /** What is answered to a line. */
    String answer(String line) {
        var answer = new StringBuilder();
        for (var command : line.split("[;\n]")) {
            if (!command.isBlank()) {
                answer.append(one(List.of(command.strip().split("\\s+")))).append('\n');
            }
        }
        return answer.toString();
    }

    private String one(List<String> words) {
        return switch (words.getFirst() + " " + word(words, 1)) {
            case "show info" -> info();
            case "show stat" -> stat(words);
            case "show servers" -> servers(words);
            case "show backend" -> backends();
            case "show version" -> "3.0.11\n";
            case "show cli" -> "admin\n";
            case "set server" -> onServer(words, 2, (backend, server) -> set(server, words));
            case "set weight" ->
                    onServer(words, 2, (backend, server) -> weight(server, word(words, 3)));
            case "get weight" ->
                    onServer(words, 2, (backend, server) -> server.now().weights() + "\n");
            case "disable server" ->
                    onServer(words, 2, (backend, server) -> asked(server, Server.Asked.MAINT));
            case "enable server" ->
                    onServer(words, 2, (backend, server) -> asked(server, Server.Asked.READY));
            case "help " -> "The following commands are valid at this level:\n" + HELP;
            default ->
                    "Unknown command: '"
                            + words.getFirst()
                            + "', but maybe one of the following ones is a better match:\n"
                            + HELP;
        };
    }

    private static String word(List<String> words, int number) {
        return number < words.size() ? words.get(number) : "";
    }

    private String info() {
        var now =
                Map.of(
                        "Pid",
                        pid,
                        "Uptime_sec",
                        proxy.upSeconds(),
                        "Start_time_sec",
                        startedSecond,
                        "CurrConns",
                        (long) proxy.connections());
        return INFO.lines()
                        .map(
                                line -> {
                                    var key = line.substring(0, line.indexOf(':'));
                                    return now.containsKey(key) ? key + ": " + now.get(key) : line;
                                })
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    /** {@code show stat [proxy type server]}: rows are of servers alone. */
    private String stat(List<String> words) {
        var lines = new ArrayList<>(List.of(StatRow.header()));
        long proxyNumber = number(word(words, 2));
        boolean servers = words.size() < 4 || (number(words.get(3)) & SERVERS) != 0;
        for (var backend : proxy.backends()) {
            if (servers && (proxyNumber < 0 || proxyNumber == backend.number())) {
                backend.servers().forEach(server -> lines.add(server.now().stat(backend).line()));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static long number(String text) {
        return text.matches("-?\\d{1,9}") ? Long.parseLong(text) : -1;
    }

    private String servers(List<String> words) {
        var name = word(words, 3);
        var backends =
                proxy.backends().stream()
                        .filter(backend -> name.isEmpty() || backend.name().equals(name))
                        .toList();
        if (backends.isEmpty()) {
            return "Can't find backend.\n";
        }
        boolean state = word(words, 2).equals("state");
        var lines = new ArrayList<>(state ? List.of("1", STATE) : List.of(CONNECTIONS));
        for (var backend : backends) {
            for (var server : backend.servers()) {
                lines.add(state ? server.now().state(backend) : server.now().connections(backend));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private String backends() {
        return "# name\n"
                + proxy.backends().stream()
                        .map(backend -> backend.name() + "\n")
                        .collect(Collectors.joining());
    }

    /** What is done to a server, and what is said of it. */
    private interface Deed {
        String on(Backend backend, Server server);
    }

    private String onServer(List<String> words, int at, Deed deed) {
        var path = word(words, at).split("/", 2);
        if (path.length < 2) {
            return "Require 'backend/server'.\n";
        }
        Optional<Backend> backend =
                proxy.backends().stream().filter(one -> one.name().equals(path[0])).findFirst();
        if (backend.isEmpty()) {
            return "No such backend.\n";
        }
        return backend.get()
                .server(path[1])
                .map(server -> deed.on(backend.get(), server))
                .orElse("No such server.\n");
    }

    private static String set(Server server, List<String> words) {
        return switch (word(words, 3)) {
            case "state" -> state(server, word(words, 4));
            case "weight" -> weight(server, word(words, 4));
            default -> USAGE;
        };
    }

    private static String state(Server server, String wanted) {
        return switch (wanted) {
            case "ready" -> asked(server, Server.Asked.READY);
            case "drain" -> asked(server, Server.Asked.DRAIN);
            case "maint" -> asked(server, Server.Asked.MAINT);
            default -> "'set server <srv> state' expects 'ready', 'drain' and 'maint'.\n";
        };
    }

    private static String asked(Server server, Server.Asked wanted) {
        server.ask(wanted);
        return "";
    }

    private static String weight(Server server, String text) {
        return server.weight(text).map(words -> words + "\n").orElse("");
    }
}
