package dev.drainboard.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a sandbox is to be.
 *
 * @param nodes from 1 to 60
 * @param boot from the start of a node to its first healthy answer; the first start of all takes
 *     none
 * @param releases what can be had; the nodes run the first
 * @param load what users do
 * @param runtime how the nodes are run
 * @param nginx a second balancer, where nginx is installed
 */
public record Wish(
        int nodes,
        Duration boot,
        List<Release> releases,
        Load load,
        Runtime runtime,
        boolean nginx) {

    /** How a node is run and updated. */
    public enum Runtime {
        /** docker compose. */
        COMPOSE,
        /** A unit, and a git checkout of its code. */
        SYSTEMD,
        /** Commands of the user's own. */
        COMMANDS
    }

    /**
     * @param requestsPerSecond of all users together
     * @param websockets that are kept open
     */
    public record Load(int requestsPerSecond, int websockets) {

        public static final Load NONE = new Load(0, 0);
        public static final Load USUAL = new Load(40, 30);

        public Load {
            if (requestsPerSecond < 0 || websockets < 0) {
                throw new IllegalArgumentException("a load below nothing");
            }
        }
    }

    public static final Wish USUAL =
            new Wish(
                    4,
                    Duration.ofSeconds(2),
                    List.of(
                            new Release("18.0-1", Release.Quality.GOOD),
                            new Release("18.0-2", Release.Quality.GOOD),
                            new Release("18.0-broken", Release.Quality.NEVER_HEALTHY),
                            new Release("18.0-login", Release.Quality.LOGIN_BROKEN)),
                    Load.USUAL,
                    Runtime.COMPOSE,
                    true);

    public Wish {
        releases = List.copyOf(releases);
        Objects.requireNonNull(load);
        Objects.requireNonNull(runtime);
        if (nodes < 1 || nodes > 60) {
            throw new IllegalArgumentException("from 1 to 60 nodes, not " + nodes);
        }
        if (boot.isNegative()) {
            throw new IllegalArgumentException("a boot that takes less than no time");
        }
        if (releases.isEmpty()) {
            throw new IllegalArgumentException("a node must run something");
        }
    }

    public Wish nodes(int count) {
        return new Wish(count, boot, releases, load, runtime, nginx);
    }

    public Wish boot(Duration time) {
        return new Wish(nodes, time, releases, load, runtime, nginx);
    }

    public Wish releases(Release... others) {
        return new Wish(nodes, boot, List.of(others), load, runtime, nginx);
    }

    public Wish load(Load other) {
        return new Wish(nodes, boot, releases, other, runtime, nginx);
    }

    public Wish runtime(Runtime other) {
        return new Wish(nodes, boot, releases, load, other, nginx);
    }

    public Wish withoutNginx() {
        return new Wish(nodes, boot, releases, load, runtime, false);
    }
}
