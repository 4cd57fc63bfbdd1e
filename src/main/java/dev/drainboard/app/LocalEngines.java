package dev.drainboard.app;

import dev.drainboard.cli.Engine;
import dev.drainboard.cli.Engines;
import dev.drainboard.driver.DesktopNotices;
import dev.drainboard.driver.Drivers;
import dev.drainboard.driver.LocalSecrets;
import dev.drainboard.driver.Survey;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.rollout.FaultPoint;
import dev.drainboard.store.ClusterFile;
import dev.drainboard.store.CommandsFile;
import dev.drainboard.store.FileJournal;
import dev.drainboard.store.Home;
import dev.drainboard.store.HostLock;
import dev.drainboard.store.JsonNotation;
import dev.drainboard.store.RecentClusters;
import dev.drainboard.store.StateHosts;
import dev.drainboard.ui.frame.Window;
import dev.drainboard.watch.CommandLog;
import dev.drainboard.wire.HeardShell;
import dev.drainboard.wire.HostKeys;
import dev.drainboard.wire.OkHttp;
import dev.drainboard.wire.PgSql;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.Shells;
import dev.drainboard.wire.Sql;
import dev.drainboard.wire.Target;
import dev.drainboard.wire.Workstation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts a cluster file, its drivers and the engine together, on this workstation. */
final class LocalEngines implements Engines {

    /** Where local state is kept. */
    private final Path home;

    /** Keeps its state in itself, so that it ends with it. */
    private volatile Optional<LocalSandbox> sandbox = Optional.empty();

    /** What draws windows, if it was started before anybody asked for one. */
    private volatile Optional<CompletableFuture<Void>> toolkit = Optional.empty();

    LocalEngines() {
        this(
                Home.place(
                        System.getenv(),
                        System.getProperty("os.name"),
                        Path.of(System.getProperty("user.home"))));
    }

    /** A window will be wanted: what draws it starts while the command line is read. */
    void expectWindow() {
        toolkit = Optional.of(Window.prepare());
    }

    LocalEngines(Path home) {
        this.home = home;
    }

    @Override
    public Engine open(Path clusterFile, Optional<String> operator, boolean readOnly)
            throws FaultException {
        return engine(clusterFile, operator, readOnly);
    }

    private ClusterEngine engine(Path clusterFile, Optional<String> operator, boolean readOnly)
            throws FaultException {
        var cluster = ClusterFile.read(clusterFile);
        var fault = faultWish();
        var shells = new Shells(Workstation.here());
        Function<HostSpec, Shell> shellOf = host -> shells.of(target(host));
        var tails = new Shells(Workstation.here());
        var state =
                new StateHosts(
                        cluster.name(),
                        cluster.state().directory(),
                        cluster.state().hosts().stream().map(shellOf).toList());
        var home = home(clusterFile);
        var clock = InstantSource.system();
        var commands = new CommandLog(clock, new CommandsFile(home, cluster.name()));
        var databases = new ConcurrentLinkedQueue<Sql>();
        var ports =
                new Drivers(
                                cluster,
                                host -> heard(shellOf.apply(host), name(cluster, host), commands),
                                host -> tails.of(target(host)),
                                new OkHttp(),
                                (host, port, name, user, password) -> {
                                    var sql = new PgSql(host, port, name, user, password);
                                    databases.add(sql);
                                    return sql;
                                },
                                new LocalSecrets(),
                                clock,
                                Thread::sleep)
                        .ports(new FileJournal(state, home), new HostLock(state, home));
        return new ClusterEngine(
                cluster,
                ports,
                new JsonNotation(),
                operator(operator),
                readOnly,
                fault,
                () -> new Survey(cluster, ports, shellOf, clock).checks(),
                commands,
                () -> {
                    databases.forEach(Sql::close);
                    tails.close();
                    shells.close();
                });
    }

    /** As the cluster file calls it; a host of which only the address is there, by that. */
    private static String name(Cluster cluster, HostSpec host) {
        return Stream.concat(
                        cluster.balancers().stream()
                                .filter(balancer -> balancer.ssh().equals(Optional.of(host)))
                                .map(BalancerSpec::name),
                        cluster.nodes().stream()
                                .filter(node -> node.host().equals(host))
                                .map(NodeSpec::name))
                .findFirst()
                .orElse(host.host());
    }

    /** Its changes are in the log; locks and journals are not, which tell of themselves. */
    private static Shell heard(Shell shell, String name, CommandLog log) {
        return new HeardShell(
                shell,
                (host, script) -> {
                    long number = log.begun(name, script.name());
                    return new HeardShell.End() {
                        @Override
                        public void exited(int code) {
                            log.exited(number, code);
                        }

                        @Override
                        public void lost(String why) {
                            log.lost(number, why);
                        }
                    };
                });
    }

    private Home home(Path clusterFile) throws FaultException {
        var embedded = sandbox.filter(own -> isOf(own, clusterFile));
        return Home.at(embedded.isPresent() ? embedded.get().home() : home);
    }

    private static boolean isOf(LocalSandbox sandbox, Path clusterFile) {
        return sandbox.clusterFile().equals(clusterFile.toAbsolutePath().normalize());
    }

    private static Optional<String> faultWish() throws FaultException {
        var wish =
                Optional.ofNullable(System.getenv("DRAINBOARD_FAULT"))
                        .filter(text -> !text.isBlank());
        try {
            new FaultPoint(wish, () -> {});
            return wish;
        } catch (IllegalArgumentException e) {
            throw Fault.of(
                            Fault.Kind.WRONG,
                            "fault.unknown",
                            "DRAINBOARD_FAULT names no point.",
                            e.getMessage() + ".",
                            "See `drainboard faults`, or unset the variable.")
                    .thrown();
        }
    }

    static Target target(HostSpec host) {
        return new Target(
                host.host(),
                host.user(),
                host.port(),
                host.identity(),
                host.knownHosts(),
                host.jump(),
                host.sudo());
    }

    private static String operator(Optional<String> said) throws FaultException {
        if (said.filter(String::isBlank).isPresent()) {
            throw Fault.of(
                            Fault.Kind.WRONG,
                            "operator.blank",
                            "--as names nobody.",
                            "The journal and the lock name who acts, and this name is blank.",
                            "Say who you are, or leave --as out.")
                    .thrown();
        }
        return said.orElseGet(LocalEngines::operator);
    }

    private static String operator() {
        var told = System.getenv("DRAINBOARD_OPERATOR");
        if (told != null && !told.isBlank()) {
            return told;
        }
        return System.getProperty("user.name") + "@" + hostName();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public Path log() {
        return Notes.place();
    }

    @Override
    public Offer offeredKeys(Path clusterFile, String host) throws FaultException {
        var cluster = ClusterFile.read(clusterFile);
        return KeptKeys.of(new HostKeys(Workstation.here()), target(spec(cluster, host)));
    }

    /** A node or balancer by its name, or any host of the file as it is written there. */
    private static HostSpec spec(Cluster cluster, String name) throws FaultException {
        for (var node : cluster.nodes()) {
            if (node.name().equals(name) || node.host().host().equals(name)) {
                return node.host();
            }
        }
        for (var balancer : cluster.balancers()) {
            var host =
                    balancer.ssh()
                            .filter(ssh -> balancer.name().equals(name) || ssh.host().equals(name));
            if (host.isPresent()) {
                return host.get();
            }
        }
        return cluster.state().hosts().stream()
                .filter(host -> host.host().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Fault.of(
                                                Fault.Kind.WRONG,
                                                "trust.unknown",
                                                "There is no host "
                                                        + name
                                                        + " in the cluster file.",
                                                "Neither a node nor a balancer is named so, nor has one that address.",
                                                "Name a node or a balancer.")
                                        .thrown());
    }

    @Override
    public Optional<Path> lastCluster() {
        return recent().last();
    }

    private RecentClusters recent() {
        return new RecentClusters(home);
    }

    @Override
    public int window(List<Path> clusterFiles, Optional<String> operator, boolean readOnly)
            throws FaultException {
        var toolkit = this.toolkit.orElseGet(Window::prepare);
        var first = clusterFiles.getFirst();
        try (var desktop = desktop(first, operator, readOnly)) {
            for (var other : clusterFiles.subList(1, clusterFiles.size()).reversed()) {
                desktop.keep(other, ClusterFile.read(other));
            }
            desktop.openUntilClosed(toolkit, first);
            return 0;
        }
    }

    /**
     * @param first the file that the window opens on; a sandbox's window is set as that was
     */
    Desktop desktop(Path first, Optional<String> operator, boolean readOnly) throws FaultException {
        return new Desktop(
                file ->
                        new Desktop.Opened(
                                engine(file, operator, readOnly),
                                home(file),
                                sandbox.filter(own -> isOf(own, file)).isEmpty()),
                recent(),
                new DesktopNotices(System.getenv()),
                home(first));
    }

    @Override
    public Sandboxed sandbox(int nodes) throws FaultException {
        var started = LocalSandbox.start(nodes, home);
        sandbox = Optional.of(started);
        return started;
    }

    @Override
    public List<String> faultPoints() {
        return FaultPoint.names();
    }
}
