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

/**
 * An embedded cluster: hosts with SSH, nodes, balancers, a database and users. What is started here
 * ends with {@link #close}, and nothing of it is left.
 */
public final class Sandbox implements AutoCloseable {

    private static final List<String> NEEDED = List.of("sh", "mkfifo", "cat");
    private static final int LB1 = 2;
    private static final int LB2 = 3;
    private static final int DATABASE = 5;
    private static final int FIRST_NODE = 11;
    private static final Duration FIRST_START = Duration.ofSeconds(5);

    private final Wish wish;
    private final InstantSource clock;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<InetSocketAddress> entrances = new ArrayList<>();
    private final Ground ground;
    private final Path clusterFile;
    private final Users users;

    Sandbox(Wish wish, InstantSource clock, Loopback loopback)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.wish = wish;
        this.clock = clock;
        boolean built = false;
        try {
            ground = opened(new Ground(loopback));
            clusterFile = ground.root().resolve("cluster.yaml");
            Files.writeString(clusterFile, build());
            awaitHealthy(FIRST_START);
            users = opened(new Users(entrances, wish.load()));
            built = true;
        } finally {
            if (!built) {
                close();
            }
        }
    }

    /**
     * Starts it. The nodes come up at once, and take their time with every later start.
     *
     * @throws FaultException this machine cannot carry one
     */
    public static Sandbox start(Wish wish, InstantSource clock) throws FaultException {
        for (var program : NEEDED) {
            if (Host.program(program).isEmpty()) {
                throw unable(
                        "There is no " + program + " on this machine.",
                        "Use a system with a POSIX shell: Linux, macOS, or WSL on Windows.");
            }
        }
        try {
            return new Sandbox(wish, clock, Loopback.claim());
        } catch (IOException | GeneralSecurityException e) {
            throw unable(
                    String.valueOf(e.getMessage()),
                    "See that the directory for temporary files is writable, and that this machine"
                            + " has a loopback address.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unable("Its start was interrupted.", "Start it again.");
        }
    }

    private static FaultException unable(String why, String fix) {
        return Fault.of(
                        Fault.Kind.FAILED,
                        "sandbox.start.failed",
                        "The sandbox cannot start.",
                        why,
                        fix)
                .thrown();
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** Everything but the users; gives the cluster file's text. */
    private String build() throws IOException, GeneralSecurityException {
        var runtime = NodeRuntime.of(wish.runtime(), ground, wish.releases());
        var hosts = new LinkedHashMap<String, Host>();
        for (int number = 0; number < wish.nodes(); number++) {
            var host = ground.host("node" + (number + 1), FIRST_NODE + number);
            hosts.put(host.name(), host);
            nodes.put(host.name(), opened(NodeHost.make(ground, host, runtime, wish, clock)));
        }
        var all = List.copyOf(nodes.values());
        all.forEach(node -> node.startAtOnce(wish.releases().getFirst()));
        var lb1 = ground.host("lb1", LB1);
        var balancer = opened(new Balancer(ground, lb1, all, clock));
        entrances.add(balancer.entrance());
        var reception = new Reception(ground.root(), nodes, wish.releases(), balancer.api());
        var hatch = opened(new Hatch(ground.root().resolve("hatch"), reception));

        var text = new ClusterText(ground.name(), ground.root(), ground.keys());
        text.haproxy(ground.serve(lb1, hatch), balancer.entrance());
        if (wish.nginx() && Nginx.available()) {
            var lb2 = ground.host("lb2", LB2);
            var nginx = Nginx.start(ground, lb2, all);
            if (nginx.isPresent()) {
                entrances.add(opened(nginx.get()).entrance());
                text.nginx(ground.serve(lb2, hatch), nginx.get().entrance());
            }
        }
        text.nodes();
        for (var node : all) {
            var host = hosts.get(node.name());
            text.node(node, ground.serve(host, hatch), runtime.text(host));
        }
        var address = ground.loopback().address(DATABASE);
        var database = opened(new Postgres(ground.loopback(), address, new Activity(all)));
        return text.database(database.address()).with(ground.filestore());
    }

    /** The cluster's. */
    public String name() {
        return ground.name();
    }

    public Path clusterFile() {
        return clusterFile;
    }

    /** Where everything of it lies, a directory a host. */
    public Path directory() {
        return ground.root();
    }

    public List<String> nodes() {
        return List.copyOf(nodes.keySet());
    }

    /** Whether all nodes answer on both ports before the time is over. */
    public boolean awaitHealthy(Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        while (!nodes.values().stream().allMatch(Node::ready)) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(2);
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
     * Does what a person says: an ailment and a node, as {@code freeze node2}; or {@code users},
     * what they saw.
     *
     * @return what was done or seen, or what is wrong with the line
     */
    public String obey(String line) {
        var words = line.strip().split("\\s+");
        if (line.strip().equals("users")) {
            return users.count().toString();
        }
        var ailment = Ailment.of(words[0]);
        if (ailment.isEmpty() || words.length != 2) {
            return "Say one of " + Ailment.all() + ", and a node: freeze node2; or users";
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
