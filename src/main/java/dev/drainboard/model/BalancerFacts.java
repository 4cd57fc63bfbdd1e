package dev.drainboard.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a balancer said of itself and of its servers.
 *
 * @param version as the product prints it ("1.22.1")
 * @param pid of the master, or of the process that answered; changes when the balancer was
 *     restarted
 * @param generation changes with every reload: worker pids of nginx, the process id of HAProxy
 * @param oldWorkers processes of earlier configurations that still serve; empty if it cannot be
 *     known
 * @param notes what a person should know ("worker_shutdown_timeout 60s: every reload cuts what is
 *     older"), a sentence each
 * @param fenced whether a script of ours stands before every change
 * @param upstreams of nodes, as a whole; none where the balancer does not tell
 * @param crowds of nodes of whose requests the balancer tells the source
 */
public record BalancerFacts(
        String version,
        long pid,
        String generation,
        OptionalInt oldWorkers,
        List<Server> servers,
        List<String> notes,
        boolean fenced,
        List<Upstream> upstreams,
        Map<String, Crowd> crowds) {

    public BalancerFacts {
        Objects.requireNonNull(version);
        Objects.requireNonNull(generation);
        Objects.requireNonNull(oldWorkers);
        servers = List.copyOf(servers);
        notes = List.copyOf(notes);
        upstreams = List.copyOf(upstreams);
        crowds = Map.copyOf(crowds);
    }

    /** Of which nothing is told of where requests come from. */
    public BalancerFacts(
            String version,
            long pid,
            String generation,
            OptionalInt oldWorkers,
            List<Server> servers,
            List<String> notes,
            boolean fenced,
            List<Upstream> upstreams) {
        this(version, pid, generation, oldWorkers, servers, notes, fenced, upstreams, Map.of());
    }

    /** Of which nothing is told of upstreams as a whole. */
    public BalancerFacts(
            String version,
            long pid,
            String generation,
            OptionalInt oldWorkers,
            List<Server> servers,
            List<String> notes,
            boolean fenced) {
        this(version, pid, generation, oldWorkers, servers, notes, fenced, List.of());
    }

    /**
     * An upstream as a whole.
     *
     * @param queued wait for whichever server is free first
     * @param serverErrors 5xx that users were answered, by a server, or by the balancer where none
     *     could; since {@code epoch}
     * @param epoch what has been counting
     */
    public record Upstream(
            String name,
            Endpoint endpoint,
            OptionalInt queued,
            OptionalLong serverErrors,
            String epoch) {
        public Upstream {
            Objects.requireNonNull(name);
            Objects.requireNonNull(endpoint);
            Objects.requireNonNull(queued);
            Objects.requireNonNull(serverErrors);
            Objects.requireNonNull(epoch);
        }
    }

    /** The servers of one node. */
    public List<Server> of(String node) {
        return servers.stream().filter(server -> server.node().equals(Optional.of(node))).toList();
    }

    /**
     * One entry in one upstream.
     *
     * @param server as the balancer names it: HAProxy's server name, nginx's address
     * @param node whose it is by address and port; empty: nobody's in the cluster file
     * @param endpoint which port of the node it is
     * @param admin what was asked
     * @param ours whether what was asked is ours (nginx: the word is in our journal); a drain that
     *     is not ours is put back by nobody but its owner
     * @param check what the balancer observes; nginx has no active checks: UNKNOWN
     * @param backup gets requests only when no other can
     * @param active requests or websockets in use through it now, old processes included; empty if
     *     it cannot be known
     * @param counters of the requests that it was sent; empty if nobody counts them
     * @param weight its part of new clients beside the others of its upstream; empty if the
     *     balancer does not tell
     */
    public record Server(
            String upstream,
            String server,
            Optional<String> node,
            Endpoint endpoint,
            AdminState admin,
            boolean ours,
            CheckState check,
            boolean backup,
            OptionalInt active,
            Optional<Counters> counters,
            OptionalInt weight) {

        public Server {
            Objects.requireNonNull(upstream);
            Objects.requireNonNull(server);
            Objects.requireNonNull(node);
            Objects.requireNonNull(endpoint);
            Objects.requireNonNull(admin);
            Objects.requireNonNull(check);
            Objects.requireNonNull(active);
            Objects.requireNonNull(counters);
            Objects.requireNonNull(weight);
        }

        /** A server of which no weight is told. */
        public Server(
                String upstream,
                String server,
                Optional<String> node,
                Endpoint endpoint,
                AdminState admin,
                boolean ours,
                CheckState check,
                boolean backup,
                OptionalInt active,
                Optional<Counters> counters) {
            this(
                    upstream,
                    server,
                    node,
                    endpoint,
                    admin,
                    ours,
                    check,
                    backup,
                    active,
                    counters,
                    OptionalInt.empty());
        }

        /** A server whose requests nobody counts. */
        public Server(
                String upstream,
                String server,
                Optional<String> node,
                Endpoint endpoint,
                AdminState admin,
                boolean ours,
                CheckState check,
                boolean backup,
                OptionalInt active) {
            this(
                    upstream,
                    server,
                    node,
                    endpoint,
                    admin,
                    ours,
                    check,
                    backup,
                    active,
                    Optional.empty());
        }

        /** Asked to take requests, not known to be down, and not only a stand-by. */
        public boolean eligible() {
            return admin == AdminState.READY && check != CheckState.DOWN && !backup;
        }
    }
}
