package dev.drainboard.sandbox;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An embedded cluster: hosts with SSH, nodes, balancers, users. What is started here ends with
 * {@link #close}, and nothing of it is left.
 */
public final class Sandbox implements AutoCloseable {

    private static final int FIRST_NODE = 11;
    private static final int LB1 = 2;
    private static final int LB2 = 3;
    private static final int DATABASE = 5;

    private final Wish wish;
    private final InstantSource clock;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<InetSocketAddress> entrances = new ArrayList<>();
    private final Ground ground;
    private final Users users;
    private final Path clusterFile;

    private Sandbox(Wish wish, InstantSource clock) throws IOException, GeneralSecurityException {
        this.wish = wish;
        this.clock = clock;
        boolean built = false;
        try {
            ground = opened(new Ground());
            clusterFile = build();
            nodes.values().forEach(node -> node.startAtOnce(wish.releases().getFirst()));
            users = opened(new Users(entrances, wish.load()));
            built = true;
        } finally {
            if (!built) {
                close();
            }
        }
    }

    /**
     * Starts it; the nodes come up at once, and take their time with every later start.
     *
     * @throws FaultException this machine cannot carry one
     */
    public static Sandbox start(Wish wish, InstantSource clock) throws FaultException {
        for (var program : List.of("sh", "mkfifo", "cat")) {
            if (Host.program(program).isEmpty()) {
                throw unable(
                                "There is no " + program + " on this machine.",
                                "Use a system with a POSIX shell: Linux, macOS, or WSL on Windows.")
                        .thrown();
            }
        }
        try {
            return new Sandbox(wish, clock);
        } catch (IOException | GeneralSecurityException e) {
            throw unable(
                            String.valueOf(e.getMessage()),
                            "See that the directory for temporary files is writable, and that this"
                                    + " machine has a loopback address.")
                    .thrown();
        }
    }

    private static Fault unable(String why, String fix) {
        return Fault.of(
                Fault.Kind.FAILED, "sandbox.start.failed", "The sandbox cannot start.", why, fix);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** Everything but what moves in it. */
    private Path build() throws IOException, GeneralSecurityException {
        var hosts = new ArrayList<Host>();
        for (int number = 1; number <= wish.nodes(); number++) {
            hosts.add(node("node" + number, FIRST_NODE + number - 1));
        }
        var all = List.copyOf(nodes.values());
        var lb1 = ground.host("lb1", LB1);
        var balancer = opened(new Balancer(ground, lb1, all, clock));
        entrances.add(balancer.entrance());
        var database =
                opened(
                        new Postgres(
                                ground.loopback(),
                                ground.loopback().address(DATABASE),
                                new Activity(all)));
        var hatch =
                opened(
                        new Hatch(
                                ground.root().resolve("hatch"),
                                new Reception(nodes, wish.releases(), balancer.api())));
        var servers = new LinkedHashMap<String, SshHost>();
        for (var host : hosts) {
            servers.put(host.name(), ground.serve(host, hatch));
        }
        var text =
                new ClusterText(name(), ground.root(), ground.keys())
                        .haproxy(ground.serve(lb1, hatch), balancer.entrance());
        var lb2 = ground.host("lb2", LB2);
        var nginx =
                wish.nginx() && Nginx.available()
                        ? Nginx.start(ground, lb2, all)
                        : Optional.<Nginx>empty();
        if (nginx.isPresent()) {
            entrances.add(opened(nginx.get()).entrance());
            text.nginx(ground.serve(lb2, hatch), nginx.get().entrance());
        }
        text.nodes(
                        all,
                        node -> servers.get(node.name()),
                        node -> ComposeHost.runtime(servers.get(node.name()).host()))
                .database(database.address());
        return Files.writeString(
                ground.root().resolve("cluster.yaml"),
                text.with(ground.root().resolve("filestore")));
    }

    /** Journals are kept by the cluster's name: no two sandboxes are one cluster. */
    private String name() {
        var directory = ground.root().getFileName().toString();
        return "sandbox-" + directory.substring(Math.max(0, directory.length() - 6));
    }

    private Host node(String name, int number) throws IOException {
        var host = ground.host(name, number);
        host.standIn("ss").standIn("cat").write("machine-id", machineId(number));
        host.write(
                "mounts",
                ground.loopback().address(number).replaceFirst("\\d+$", "6")
                        + ":/srv/odoo "
                        + ground.root().resolve("filestore")
                        + " nfs4 rw,hard 0 0\n");
        ComposeHost.make(host, wish.releases());
        var site =
                new Odoo.Site(
                        name,
                        host.address(),
                        ground.loopback().reserve(host.address(), 8069),
                        ground.loopback().reserve(host.address(), 8072),
                        new NodeLog(host.file("odoo.log"), clock));
        nodes.put(name, opened(new Node(site, wish.boot(), runs -> shown(host, runs))));
        return host;
    }

    private static String machineId(int number) {
        return "%032x\n".formatted(0x5a9db0c5L * number);
    }

    private static void shown(Host host, boolean runs) {
        try {
            ComposeHost.running(host, runs);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Where the cluster file is. */
    public Path clusterFile() {
        return clusterFile;
    }

    /** The directory of everything. */
    public Path directory() {
        return ground.root();
    }

    public List<String> nodes() {
        return List.copyOf(nodes.keySet());
    }

    /** Whether all nodes answer on both ports within the time. */
    public boolean awaitHealthy(Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        while (!nodes.values().stream().allMatch(Node::ready)) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    /**
     * @throws IllegalArgumentException there is no such node
     */
    public void suffer(String node, Ailment ailment) {
        var suffering = nodes.get(node);
        if (suffering == null) {
            throw new IllegalArgumentException("no node " + node + ", only " + nodes());
        }
        suffering.suffer(ailment);
    }

    /**
     * Does what a person says: an ailment and a node, as {@code freeze node2}.
     *
     * @return what was done, or what is wrong with the line
     */
    public String obey(String line) {
        var words = line.strip().split("\\s+");
        var ailment = Ailment.of(words[0]);
        if (ailment.isEmpty() || words.length != 2) {
            return "Say one of " + Ailment.all() + ", and a node: freeze node2";
        }
        if (!nodes.containsKey(words[1])) {
            return "There is no " + words[1] + "; there are " + String.join(", ", nodes());
        }
        suffer(words[1], ailment.get());
        return words[1] + ": " + ailment.get().words();
    }

    public UserCount users() {
        return users.count();
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            Quietly.close(open.pop());
        }
    }
}
