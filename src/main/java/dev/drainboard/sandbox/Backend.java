package dev.drainboard.sandbox;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Servers that do the same.
 *
 * @param number in HAProxy's count of its proxies
 * @param sticky whether a cookie binds a client to its server
 * @param check the path that is asked, and answers 200
 */
record Backend(String name, int number, boolean sticky, String check, List<Server> servers) {

    /** Names the server that a client is bound to. */
    static final String COOKIE = "SRV";

    Backend {
        servers = List.copyOf(servers);
    }

    Optional<Server> server(String name) {
        return servers.stream().filter(server -> server.name().equals(name)).findFirst();
    }

    /**
     * The server for a request, which is counted there from here on: the one that the client is
     * bound to, else the next in turn, for websockets the one with the fewest.
     *
     * @param failed those that this request has tried in vain
     */
    synchronized Optional<Server> choose(HttpHead head, Set<Server> failed) {
        var bound =
                sticky
                        ? head.cookie(COOKIE)
                                .flatMap(this::server)
                                .filter(Server::takesBound)
                                .filter(server -> !failed.contains(server))
                        : Optional.<Server>empty();
        var chosen = bound.or(() -> sticky ? next(failed) : idlest(failed));
        chosen.ifPresent(server -> server.figures().begin());
        return chosen;
    }

    private Optional<Server> idlest(Set<Server> failed) {
        return eligible(failed).stream()
                .min(Comparator.comparingLong(server -> server.figures().sessions()));
    }

    /** Smooth weighted round-robin: each by its weight, and none several times in a row. */
    private Optional<Server> next(Set<Server> failed) {
        var eligible = eligible(failed);
        int all = 0;
        for (var server : eligible) {
            server.credit += server.weight();
            all += server.weight();
        }
        var chosen = eligible.stream().max(Comparator.comparingInt(server -> server.credit));
        int cost = all;
        chosen.ifPresent(server -> server.credit -= cost);
        return chosen;
    }

    private List<Server> eligible(Set<Server> failed) {
        return servers.stream()
                .filter(Server::takesNew)
                .filter(server -> !failed.contains(server))
                .toList();
    }
}
