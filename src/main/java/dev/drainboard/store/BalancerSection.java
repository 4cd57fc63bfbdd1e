package dev.drainboard.store;

import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.BalancerSpec.Pools;
import dev.drainboard.model.BalancerSpec.Socket;
import dev.drainboard.model.HostSpec;
import java.util.Optional;

/** One entry of {@code balancers}. */
final class BalancerSection {

    private static final String CONFIG = "/etc/nginx/nginx.conf";
    private static final String SOCKET = "/run/haproxy/admin.sock";

    private static final Grammar<Socket> SOCKETS =
            Grammar.of("an absolute path, or host:port", BalancerSection::socket);

    /** What could end a word or begin another one in nginx.conf or the Runtime API is no name. */
    private static final Grammar<String> UPSTREAM =
            Grammars.name("the name of an upstream", "[^\\s\\p{Cntrl};{}#'\"$\\\\/]{1,200}");

    /** The kinds that this version drives. */
    enum Kind {
        NGINX,
        HAPROXY
    }

    static final Grammar<Kind> KINDS =
            Grammar.choice(Kind.class, "nginx-plus", "angie", "tengine", "haproxy-dataplane");

    private final Section entry;
    private final Hosts hosts;
    private final String name;
    private final Optional<HostSpec> host;

    private BalancerSection(Section entry, Hosts hosts) {
        this.entry = entry;
        this.hosts = hosts;
        this.name = entry.require("name", Grammars.NAME, "?");
        this.host = entry.maybe("host", Grammars.HOST).map(address -> hosts.of(address, entry));
    }

    /** Empty if its kind is not told or not driven; then a mistake was told. */
    static Optional<BalancerSpec> read(Section entry, Hosts hosts) {
        var balancer = new BalancerSection(entry, hosts);
        return entry.require("kind", KINDS)
                .map(
                        kind ->
                                switch (kind) {
                                    case NGINX -> balancer.nginx();
                                    case HAPROXY -> balancer.haproxy();
                                });
    }

    private BalancerSpec nginx() {
        only("nginx", "config");
        entry.require("host", Grammars.HOST);
        return new BalancerSpec.Nginx(
                name,
                host.orElse(hosts.of("?")),
                entry.read("config", Grammars.REMOTE_PATH, CONFIG),
                pools(),
                entry.maybe("url", Grammars.WEB_ADDRESS));
    }

    private BalancerSpec haproxy() {
        only("haproxy", "socket");
        var socket = entry.read("socket", SOCKETS, new Socket.Unix(SOCKET));
        if (socket instanceof Socket.Unix) {
            entry.require("host", Grammars.HOST);
        }
        return new BalancerSpec.Haproxy(
                name,
                socket instanceof Socket.Unix ? host.or(() -> Optional.of(hosts.of("?"))) : host,
                socket,
                pools(),
                entry.maybe("url", Grammars.WEB_ADDRESS));
    }

    private void only(String kind, String key) {
        entry.only(
                kind,
                "name",
                "host",
                "kind",
                "user",
                "port",
                "identity",
                "knownHosts",
                "jump",
                "sudo",
                "upstreams",
                "url",
                key);
    }

    private Pools pools() {
        return entry.section("upstreams", Keys.UPSTREAMS)
                .map(
                        upstreams ->
                                new Pools(
                                        upstreams.many("http", UPSTREAM),
                                        upstreams.many("websocket", UPSTREAM)))
                .orElse(Pools.ANY);
    }

    private static Optional<Socket> socket(Yaml.Scalar scalar) {
        var text = scalar.text();
        if (text.startsWith("/")) {
            return Grammars.REMOTE_PATH.read().apply(scalar).map(Socket.Unix::new);
        }
        int colon = text.lastIndexOf(':');
        return HostNames.hostAndPort(text)
                ? Optional.of(
                        new Socket.Tcp(
                                text.substring(0, colon).replaceAll("^\\[|]$", ""),
                                Integer.parseInt(text.substring(colon + 1))))
                : Optional.empty();
    }
}
