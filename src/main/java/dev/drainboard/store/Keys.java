package dev.drainboard.store;

import java.util.List;

/**
 * Every key of the cluster file, section by section. A key that is not here is a mistake; a section
 * that asks for one that is not here is a bug. The schema for editors knows the same ones.
 */
enum Keys {
    CLUSTER(
            "drainboard",
            "name",
            "environment",
            "ssh",
            "state",
            "balancers",
            "nodes",
            "database",
            "filestore",
            "sessions",
            "health",
            "rollout"),
    SSH("user", "port", "identity", "knownHosts", "jump", "sudo"),
    STATE("hosts", "directory"),
    BALANCER(SSH, "name", "host", "kind", "config", "upstreams", "url", "socket", "api"),
    UPSTREAMS("http", "websocket"),
    API("url", "user", "password", "pin"),
    NODE(
            SSH,
            "name",
            "host",
            "addresses",
            "http",
            "websocket",
            "zone",
            "role",
            "config",
            "log",
            "runtime"),
    RUNTIME(
            "kind",
            "directory",
            "service",
            "revision",
            "unit",
            "checkout",
            "current",
            "prepare",
            "update"),
    DATABASE("host", "port", "name", "user", "password", "via", "patroni"),
    FILESTORE("kind", "path", "endpoint", "bucket", "region", "accessKey", "secretKey"),
    SESSIONS("kind", "url"),
    HEALTH("path", "websocketPath", "host", "every", "timeout", "rise", "fall", "quick"),
    ROLLOUT(
            "batch",
            "minInRotation",
            "drain",
            "gate",
            "warmUp",
            "soak",
            "bake",
            "ask",
            "onFailure",
            "hooks"),
    DRAIN("wait", "then", "websockets", "sticky"),
    GATE("passes", "within"),
    HOOKS("before", "beforeNode", "afterNode", "after", "onFailure");

    private final List<String> names;

    Keys(String... names) {
        this.names = List.of(names);
    }

    Keys(Keys more, String... names) {
        this.names =
                java.util.stream.Stream.concat(List.of(names).stream(), more.names.stream())
                        .toList();
    }

    List<String> names() {
        return names;
    }
}
