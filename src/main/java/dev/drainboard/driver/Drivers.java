package dev.drainboard.driver;

import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.DatabaseSpec;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.model.SecretRef;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.port.ConfigPort;
import dev.drainboard.port.DatabasePort;
import dev.drainboard.port.HooksPort;
import dev.drainboard.port.JournalPort;
import dev.drainboard.port.LockPort;
import dev.drainboard.port.LogPort;
import dev.drainboard.port.NodePort;
import dev.drainboard.port.Ports;
import dev.drainboard.port.Rest;
import dev.drainboard.port.RuntimePort;
import dev.drainboard.port.SecretsPort;
import dev.drainboard.wire.Http;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.ShellException;
import dev.drainboard.wire.Sql;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * From what the cluster file says to what is driven: one exhaustive switch for each kind of thing.
 */
public final class Drivers {

    /** Opens PostgreSQL; nothing is connected before the first query. */
    @FunctionalInterface
    public interface Databases {
        /**
         * @param password empty: none is sent; the receiver's from here on
         */
        Sql open(String host, int port, String name, String user, Optional<char[]> password);
    }

    private final Cluster cluster;
    private final Function<HostSpec, Shell> shells;
    private final Function<HostSpec, Shell> tails;
    private final Http http;
    private final Databases databases;
    private final SecretsPort secrets;
    private final InstantSource clock;
    private final Rest rest;
    private final BalancerAddresses balancerAddresses;

    /** Tails of logs share the connections of all else. */
    public Drivers(
            Cluster cluster,
            Function<HostSpec, Shell> shells,
            Http http,
            Databases databases,
            SecretsPort secrets,
            InstantSource clock,
            Rest rest) {
        this(cluster, shells, shells, http, databases, secrets, clock, rest);
    }

    /**
     * @param shells one shell for each host, however often it is asked for
     * @param tails others to the same hosts, for what stays open while somebody looks
     */
    public Drivers(
            Cluster cluster,
            Function<HostSpec, Shell> shells,
            Function<HostSpec, Shell> tails,
            Http http,
            Databases databases,
            SecretsPort secrets,
            InstantSource clock,
            Rest rest) {
        this.cluster = cluster;
        this.shells = shells;
        this.tails = tails;
        this.http = http;
        this.databases = databases;
        this.secrets = secrets;
        this.clock = clock;
        this.rest = rest;
        var hosts = new LinkedHashMap<String, Optional<Shell>>();
        cluster.balancers()
                .forEach(
                        balancer ->
                                host(balancer)
                                        .ifPresent(
                                                name ->
                                                        hosts.put(
                                                                name, balancer.ssh().map(shells))));
        this.balancerAddresses = new BalancerAddresses(hosts, clock);
    }

    /** All ports of the cluster; nothing is connected by this. */
    public Ports ports(JournalPort journal, LockPort lock) {
        return new Ports(
                balancers(),
                nodes(),
                runtimes(),
                database(),
                journal,
                lock,
                logs(),
                configs(),
                hooks());
    }

    private HooksPort hooks() {
        var secrets = new HashSet<String>();
        cluster.database()
                .flatMap(DatabaseSpec::password)
                .filter(SecretRef.Env.class::isInstance)
                .ifPresent(secret -> secrets.add(((SecretRef.Env) secret).name()));
        return new WorkstationHooks(System.getenv(), secrets, WorkstationHooks.LIMIT);
    }

    private Map<String, BalancerPort> balancers() {
        var ports = new LinkedHashMap<String, BalancerPort>();
        cluster.balancers().forEach(spec -> ports.put(spec.name(), balancer(spec)));
        return ports;
    }

    private BalancerPort balancer(BalancerSpec spec) {
        return switch (spec) {
            case BalancerSpec.Nginx nginx ->
                    new NginxFileBalancer(nginx, cluster.nodes(), shells.apply(nginx.host()));
            case BalancerSpec.Haproxy haproxy ->
                    new HaproxySocketBalancer(
                            haproxy, cluster.nodes(), haproxy.host().map(shells), clock);
        };
    }

    private static Optional<String> host(BalancerSpec spec) {
        return switch (spec) {
            case BalancerSpec.Nginx nginx -> Optional.of(nginx.host().host());
            case BalancerSpec.Haproxy haproxy ->
                    haproxy.host()
                            .map(HostSpec::host)
                            .or(
                                    () ->
                                            switch (haproxy.socket()) {
                                                case BalancerSpec.Socket.Tcp tcp ->
                                                        Optional.of(tcp.host());
                                                case BalancerSpec.Socket.Unix unix ->
                                                        Optional.empty();
                                            });
        };
    }

    private Map<String, NodePort> nodes() {
        var ports = new LinkedHashMap<String, NodePort>();
        cluster.nodes().forEach(spec -> ports.put(spec.name(), node(spec)));
        return ports;
    }

    private NodePort node(NodeSpec spec) {
        var remote = new Remote(shells.apply(spec.host()));
        var probes = new Probes();
        return new OdooNode(
                spec.name(),
                remote,
                ways(spec),
                new OdooQuestions(spec, cluster.health(), cluster.hostHeader(spec), http, probes),
                probes,
                new NodeConnections(spec, remote, balancerAddresses, clock),
                cluster.filestore()
                        .map(store -> new NodeFilestore(spec.name(), store, remote, clock)));
    }

    /** Straight, then through each balancer's host. */
    private List<Way> ways(NodeSpec spec) {
        var ways = new ArrayList<Way>();
        ways.add(new Way.Straight(spec.address()));
        cluster.balancers()
                .forEach(
                        balancer ->
                                balancer.ssh()
                                        .map(shells)
                                        .map(
                                                shell ->
                                                        new Way.Through(
                                                                balancer.name(),
                                                                shell,
                                                                spec.address()))
                                        .ifPresent(ways::add));
        return ways;
    }

    private Map<String, RuntimePort> runtimes() {
        var ports = new LinkedHashMap<String, RuntimePort>();
        cluster.nodes().forEach(spec -> ports.put(spec.name(), runtime(spec)));
        return ports;
    }

    private RuntimePort runtime(NodeSpec spec) {
        var place = new NodeHost(spec.name(), new Remote(shells.apply(spec.host())), clock, rest);
        return switch (spec.runtime()) {
            case RuntimeSpec.Compose compose -> new ComposeRuntime(place, compose);
            case RuntimeSpec.Systemd systemd -> new SystemdRuntime(place, systemd);
            case RuntimeSpec.Commands commands -> new CommandsRuntime(place, commands, spec.http());
        };
    }

    private Map<String, ConfigPort> configs() {
        var ports = new LinkedHashMap<String, ConfigPort>();
        cluster.nodes()
                .forEach(
                        spec ->
                                ports.put(
                                        spec.name(),
                                        new OdooConfig(
                                                spec, new Remote(shells.apply(spec.host())))));
        return ports;
    }

    private Map<String, LogPort> logs() {
        var ports = new LinkedHashMap<String, LogPort>();
        cluster.nodes()
                .forEach(
                        spec ->
                                ports.put(
                                        spec.name(),
                                        new NodeLog(
                                                spec,
                                                cluster.health().path(),
                                                new Remote(shells.apply(spec.host())),
                                                new Remote(tails.apply(spec.host())),
                                                rest)));
        return ports;
    }

    private Optional<DatabasePort> database() {
        return cluster.database()
                .map(spec -> new PostgresDatabase(spec, cluster.nodes(), () -> open(spec), clock));
    }

    private Sql open(DatabaseSpec spec) throws FaultException {
        Optional<char[]> password =
                spec.password().isPresent()
                        ? Optional.of(secrets.find(spec.password().get()))
                        : Optional.empty();
        if (spec.via().isEmpty()) {
            return databases.open(spec.host(), spec.port(), spec.name(), spec.user(), password);
        }
        try {
            var forward = via(spec.via().get()).forward(spec.host(), spec.port());
            var sql =
                    databases.open("127.0.0.1", forward.port(), spec.name(), spec.user(), password);
            return new ForwardedSql(sql, forward);
        } catch (ShellException e) {
            throw Faults.of(e, "The database " + spec.name() + " could not be asked.").thrown();
        }
    }

    /** The host of a balancer or a node of that name. */
    private Shell via(String name) {
        return cluster.balancers().stream()
                .filter(balancer -> balancer.name().equals(name))
                .flatMap(balancer -> balancer.ssh().stream())
                .findFirst()
                .or(() -> cluster.find(name).map(NodeSpec::host))
                .map(shells)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "database.via is neither a balancer with a host nor a node: "
                                                + name));
    }
}
