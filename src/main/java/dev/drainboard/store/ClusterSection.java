package dev.drainboard.store;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.DatabaseSpec;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Environment;
import dev.drainboard.model.FilestoreSpec;
import dev.drainboard.model.HealthSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RolloutSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The whole file: its sections, and what must hold between them. */
final class ClusterSection {

    static final Grammar<Environment> ENVIRONMENTS = Grammar.choice(Environment.class);

    static final Grammar<Cluster.Sessions> SESSIONS =
            Grammar.choice(Cluster.Sessions.class, "redis");

    /** Any shared mount is driven alike: what it is is read from /proc/mounts. */
    static final Grammar<String> FILESTORES = Grammar.choice(mounts(), "local", "s3");

    private static final Grammar<Integer> VERSION =
            Grammar.of(
                    "1, the version of cluster files that this program reads",
                    scalar -> Optional.of(scalar.text()).filter("1"::equals).map(one -> 1));

    private final Section root;
    private final Mistakes mistakes;
    private final Grammar<Path> localPath;
    private final Hosts hosts;

    ClusterSection(Section root, Path beside, Path home) {
        this.root = root;
        this.mistakes = root.mistakes();
        this.localPath = Grammars.localPath(beside, home);
        this.hosts = new Hosts(localPath);
    }

    /** Empty if there are mistakes. */
    Optional<Cluster> read() {
        root.maybe("drainboard", VERSION);
        var name = root.require("name", Grammars.CLUSTER_NAME, "?");
        var environment = root.read("environment", ENVIRONMENTS, Environment.PRODUCTION);
        root.section("ssh", Keys.SSH).ifPresent(hosts::defaults);
        var balancerEntries = root.sections("balancers", Keys.BALANCER, "at least one balancer");
        var nodeEntries = root.sections("nodes", Keys.NODE, "at least one node");
        var names = names(balancerEntries, nodeEntries);
        var balancers = read(balancerEntries, BalancerSection::read);
        var nodes = read(nodeEntries, NodeSection::read);
        distinct(nodes);
        var state = new StateSection(hosts, names, balancers.values(), nodes.values()).read(root);
        var database = root.section("database", Keys.DATABASE).map(db -> database(db, names));
        var filestore = root.section("filestore", Keys.FILESTORE).flatMap(this::filestore);
        var sessions = root.section("sessions", Keys.SESSIONS).flatMap(this::sessions);
        var health = root.section("health", Keys.HEALTH).map(PolicySections::health);
        var rollout = PolicySections.rollout(root, sessions);
        attainable(rollout, nodeEntries.size());
        if (!mistakes.none()) {
            return Optional.empty();
        }
        return Optional.of(
                new Cluster(
                        name,
                        environment,
                        List.copyOf(balancers.values()),
                        List.copyOf(nodes.values()),
                        database,
                        filestore,
                        sessions,
                        state.orElseThrow(),
                        health.orElse(HealthSpec.DEFAULT),
                        rollout));
    }

    private <T> Map<Section, T> read(
            List<Section> entries, BiFunction<Section, Hosts, Optional<T>> reader) {
        var read = new LinkedHashMap<Section, T>();
        entries.forEach(
                entry -> reader.apply(entry, hosts).ifPresent(spec -> read.put(entry, spec)));
        return read;
    }

    /** All names, of entries with mistakes too; one that stands twice is a mistake. */
    private Set<String> names(List<Section> balancers, List<Section> nodes) {
        var names = new LinkedHashSet<String>();
        Stream.concat(balancers.stream(), nodes.stream())
                .flatMap(entry -> entry.value("name").stream())
                .forEach(
                        name -> {
                            if (name instanceof Yaml.Scalar scalar && !names.add(scalar.text())) {
                                mistakes.at(
                                        name,
                                        name.words() + " a second time",
                                        "a name that no other balancer or node has");
                            }
                        });
        return names;
    }

    /** A server on a balancer is known as a node's by address and port, so these are one node's. */
    private void distinct(Map<Section, NodeSpec> nodes) {
        var owners = new HashMap<String, String>();
        nodes.forEach(
                (entry, node) -> {
                    for (var address : node.addresses()) {
                        for (var endpoint : Endpoint.values()) {
                            var server = address + ":" + node.port(endpoint);
                            var owner = owners.putIfAbsent(server, node.name());
                            if (owner != null && !owner.equals(node.name())) {
                                mistakes.at(
                                        entry.place("addresses"),
                                        server + ", which is " + owner + "'s",
                                        "an address and port of its own");
                            }
                        }
                    }
                });
    }

    private DatabaseSpec database(Section database, Set<String> names) {
        database.notYet("database", "patroni");
        var via = database.maybe("via", Grammars.NAME);
        via.filter(name -> !names.contains(name))
                .ifPresent(
                        name ->
                                mistakes.at(
                                        database.place("via"),
                                        Yaml.quoted(name),
                                        "the name of a balancer or a node",
                                        Nearest.of(name, names)));
        return new DatabaseSpec(
                database.require("host", Grammars.HOST, "?"),
                database.read("port", Grammars.PORT, 5432),
                database.require("name", Grammars.TEXT, "?"),
                database.read("user", Grammars.TEXT, "drainboard"),
                database.maybe("password", Grammars.secret(localPath)),
                via);
    }

    private Optional<FilestoreSpec> filestore(Section filestore) {
        if (filestore.value("kind").isPresent() && filestore.maybe("kind", FILESTORES).isEmpty()) {
            return Optional.empty();
        }
        filestore.only("mount", "kind", "path");
        return filestore.require("path", Grammars.REMOTE_PATH).map(FilestoreSpec::new);
    }

    private Optional<Cluster.Sessions> sessions(Section sessions) {
        var kind = sessions.require("kind", SESSIONS);
        kind.ifPresent(driven -> sessions.only(Json.word(driven), "kind"));
        return kind;
    }

    private void attainable(RolloutSpec rollout, int nodes) {
        rollout.minInRotation()
                .filter(least -> !least.percent() && least.value() > nodes)
                .ifPresent(
                        least ->
                                mistakes.at(
                                        root.inner("rollout", Keys.ROLLOUT).place("minInRotation"),
                                        least.toString(),
                                        "no more than the " + nodes + " nodes there are"));
    }

    private static Map<String, String> mounts() {
        var words = new LinkedHashMap<String, String>();
        List.of("mount", "nfs", "glusterfs", "cephfs").forEach(kind -> words.put(kind, kind));
        return words;
    }
}
