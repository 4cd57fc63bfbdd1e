package dev.drainboard.store;

import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One entry of {@code nodes}. */
final class NodeSection {

    static final Grammar<String> ROLES = Grammar.choice(Map.of("web", "web"), "background");

    private static final Grammar<String> VARIABLE =
            Grammars.name("the name of a variable", "[A-Za-z_][A-Za-z0-9_]{0,62}");

    private static final Grammar<String> SERVICE =
            Grammars.name("the name of a service", "[A-Za-z0-9_][A-Za-z0-9._-]{0,62}");

    private static final Grammar<String> UNIT =
            Grammars.name("the name of a unit", "[A-Za-z0-9_:.\\\\@][A-Za-z0-9_:.\\\\@-]{0,200}");

    /** The kinds of runtime that this version drives. */
    enum Kind {
        COMPOSE,
        SYSTEMD,
        COMMANDS
    }

    static final Grammar<Kind> KINDS = Grammar.choice(Kind.class, "podman");

    private NodeSection() {}

    /** Empty if it has no runtime that is driven; then a mistake was told. */
    static Optional<NodeSpec> read(Section entry, Hosts hosts) {
        var name = entry.require("name", Grammars.NAME, "?");
        var host = entry.require("host", Grammars.HOST, "?");
        var addresses = entry.many("addresses", Grammars.HOST);
        var http = entry.read("http", Grammars.PORT, 8069);
        var websocket = entry.read("websocket", Grammars.PORT, 8072);
        if (http.equals(websocket)) {
            entry.mistakes()
                    .at(
                            entry.place("websocket"),
                            "port " + websocket + ", which is http's",
                            "a port of its own");
        }
        entry.maybe("role", ROLES);
        return entry.requireSection("runtime", Keys.RUNTIME)
                .flatMap(NodeSection::runtime)
                .map(
                        runtime ->
                                new NodeSpec(
                                        name,
                                        hosts.of(host, entry),
                                        addresses.isEmpty() ? List.of(host) : addresses,
                                        http,
                                        websocket,
                                        entry.maybe("zone", Grammars.TEXT),
                                        entry.maybe("config", Grammars.REMOTE_PATH),
                                        entry.maybe("log", Grammars.REMOTE_PATH),
                                        runtime));
    }

    private static Optional<RuntimeSpec> runtime(Section runtime) {
        return runtime.require("kind", KINDS)
                .map(
                        kind ->
                                switch (kind) {
                                    case COMPOSE -> compose(runtime);
                                    case SYSTEMD -> systemd(runtime);
                                    case COMMANDS -> commands(runtime);
                                });
    }

    private static RuntimeSpec compose(Section runtime) {
        runtime.only("compose", "kind", "directory", "service", "revision");
        return new RuntimeSpec.Compose(
                runtime.require("directory", Grammars.REMOTE_PATH, "?"),
                runtime.require("service", SERVICE, "?"),
                runtime.maybe("revision", VARIABLE));
    }

    private static RuntimeSpec systemd(Section runtime) {
        runtime.only("systemd", "kind", "unit", "checkout");
        return new RuntimeSpec.Systemd(
                runtime.require("unit", UNIT, "?"),
                runtime.require("checkout", Grammars.REMOTE_PATH, "?"));
    }

    private static RuntimeSpec commands(Section runtime) {
        runtime.only("commands", "kind", "current", "prepare", "update");
        return new RuntimeSpec.Commands(
                runtime.require("current", Grammars.COMMAND, "?"),
                runtime.maybe("prepare", Grammars.COMMAND),
                runtime.require("update", Grammars.COMMAND, "?"));
    }
}
