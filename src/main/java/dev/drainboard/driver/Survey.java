package dev.drainboard.driver;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostCheck;
import dev.drainboard.model.HostCheck.Verdict;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.port.Ports;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks every host for everything that an operation will need of it, so that nothing is missing at
 * the first drain: ssh, root, tools, a place for the state, and of each part its own readings.
 * Changes nothing.
 */
public final class Survey {

    /** More than that, and heartbeats, leases and signed cookies go wrong. */
    private static final long CLOCK_SKEW_SECONDS = 2;

    /** Tool to the Debian package that brings it, where it is not essential. */
    private static final Map<String, String> PACKAGES =
            Map.of(
                    "flock",
                    "util-linux",
                    "ss",
                    "iproute2",
                    "setsid",
                    "util-linux",
                    "git",
                    "git",
                    "docker",
                    "docker.io");

    private static final List<String> EVERYWHERE =
            List.of(
                    "base64",
                    "sha256sum",
                    "flock",
                    "ss",
                    "timeout",
                    "readlink",
                    "stat",
                    "setsid",
                    "mktemp",
                    "sync");

    private final Cluster cluster;
    private final Ports ports;
    private final Function<HostSpec, Shell> shells;
    private final InstantSource clock;

    public Survey(
            Cluster cluster, Ports ports, Function<HostSpec, Shell> shells, InstantSource clock) {
        this.cluster = cluster;
        this.ports = ports;
        this.shells = shells;
        this.clock = clock;
    }

    /** All hosts at the same time, told in the order of the file. */
    public List<HostCheck> checks() {
        var questions = new ArrayList<Callable<List<HostCheck>>>();
        hosts().forEach((name, spec) -> questions.add(() -> host(name, spec)));
        cluster.balancers().forEach(spec -> questions.add(() -> balancer(spec.name())));
        cluster.nodes().forEach(spec -> questions.add(() -> node(spec)));
        ports.database().ifPresent(port -> questions.add(this::database));
        if (cluster.filestore().isPresent()) {
            questions.add(this::filestore);
        }
        return onceEach(allOf(questions));
    }

    /** What a host needs is told once, though more than one question found it missing. */
    private static List<HostCheck> onceEach(List<HostCheck> checks) {
        var told = new HashSet<List<String>>();
        return checks.stream()
                .filter(
                        check ->
                                check.verdict() != Verdict.FAILED
                                        || check.fix().isEmpty()
                                        || told.add(List.of(check.host(), check.fix())))
                .toList();
    }

    /** Every host once, under the first name that the file gives it. */
    private Map<String, HostSpec> hosts() {
        var byHost = new LinkedHashMap<HostSpec, String>();
        cluster.balancers()
                .forEach(
                        spec ->
                                spec.ssh()
                                        .ifPresent(host -> byHost.putIfAbsent(host, spec.name())));
        cluster.nodes().forEach(spec -> byHost.putIfAbsent(spec.host(), spec.name()));
        cluster.state().hosts().forEach(host -> byHost.putIfAbsent(host, host.host()));
        var hosts = new LinkedHashMap<String, HostSpec>();
        byHost.forEach((spec, name) -> hosts.put(name, spec));
        return hosts;
    }

    private List<HostCheck> host(String name, HostSpec spec) {
        var script =
                Script.resource(Survey.class, "survey", "survey.sh")
                        .with("TOOLS", String.join(" ", tools(spec)))
                        .with("STATE", cluster.state().directory());
        var remote = new Remote(shells.apply(spec));
        Map<String, String> found;
        try {
            found = lines(remote.ask(script, Remote.READING, name + " could not be asked.").text());
        } catch (FaultException e) {
            return List.of(failed(name, "ssh", e));
        }
        var checks = new ArrayList<HostCheck>();
        checks.add(ok(name, "ssh", found.get("user") + ", " + found.get("system")));
        checks.add(clock(name, found));
        if (spec.sudo()) {
            try {
                found =
                        lines(
                                remote.ask(
                                                script.root(),
                                                Remote.READING,
                                                name + " could not be asked as root.")
                                        .text());
                checks.add(ok(name, "sudo", "scripts run as " + found.get("user").split(" ")[0]));
            } catch (FaultException e) {
                checks.add(failed(name, "sudo", e));
            }
        }
        checks.add(toolsOf(name, found));
        checks.add(state(name, found));
        return checks;
    }

    private Set<String> tools(HostSpec spec) {
        var tools = new LinkedHashSet<>(EVERYWHERE);
        for (var node : cluster.nodes()) {
            if (node.host().equals(spec)) {
                switch (node.runtime()) {
                    case RuntimeSpec.Compose compose -> tools.add("docker");
                    case RuntimeSpec.Systemd systemd -> tools.addAll(List.of("systemctl", "git"));
                    case RuntimeSpec.Commands commands -> {}
                }
            }
        }
        return tools;
    }

    private static Map<String, String> lines(String text) {
        var found = new HashMap<String, String>();
        text.lines()
                .forEach(
                        line -> {
                            int space = line.indexOf(' ');
                            found.put(
                                    space < 0 ? line : line.substring(0, space),
                                    space < 0 ? "" : line.substring(space + 1));
                        });
        return found;
    }

    private HostCheck clock(String name, Map<String, String> found) {
        long skew =
                Long.parseLong(found.getOrDefault("clock", "0")) - clock.instant().getEpochSecond();
        return Math.abs(skew) <= CLOCK_SKEW_SECONDS
                ? ok(name, "clock", "as here")
                : new HostCheck(
                        name,
                        "clock",
                        Verdict.NOTE,
                        Math.abs(skew)
                                + " s "
                                + (skew < 0 ? "behind" : "ahead of")
                                + " this machine",
                        "Let both follow NTP.");
    }

    private static HostCheck toolsOf(String name, Map<String, String> found) {
        var missing = found.getOrDefault("missing", "");
        if (missing.isEmpty()) {
            return ok(name, "tools", "all there");
        }
        var packages =
                List.of(missing.split(" ")).stream()
                        .map(tool -> PACKAGES.getOrDefault(tool, "coreutils"))
                        .distinct()
                        .collect(Collectors.joining(" "));
        return new HostCheck(
                name,
                "tools",
                Verdict.FAILED,
                missing + " missing",
                "On " + name + ": apt-get install " + packages);
    }

    private HostCheck state(String name, Map<String, String> found) {
        var state = found.getOrDefault("state", "refused ?");
        return state.startsWith("writable")
                ? ok(name, "state", cluster.state().directory())
                : new HostCheck(
                        name,
                        "state",
                        Verdict.FAILED,
                        cluster.state().directory() + " cannot be made or written",
                        "Make it and give it to all operators, or let scripts run with sudo.");
    }

    private List<HostCheck> balancer(String name) {
        var port = ports.balancers().get(name);
        var checks = new ArrayList<HostCheck>();
        try {
            var facts = port.read();
            checks.add(
                    ok(
                            name,
                            "balancer",
                            "version "
                                    + facts.version()
                                    + ", "
                                    + facts.servers().size()
                                    + " servers"));
            facts.notes()
                    .forEach(
                            note ->
                                    checks.add(
                                            new HostCheck(
                                                    name, "balancer", Verdict.NOTE, note, "")));
            if (!facts.fenced()) {
                checks.add(
                        new HostCheck(
                                name,
                                "balancer",
                                Verdict.NOTE,
                                "not fenced: no script of ours stands before its changes",
                                "Give it a host and a unix socket."));
            }
        } catch (FaultException e) {
            return List.of(failed(name, "balancer", e));
        }
        cluster.nodes().forEach(node -> checks.add(entries(port, node)));
        return checks;
    }

    /** Whether a drain of the node would find what it needs here. */
    private static HostCheck entries(BalancerPort port, NodeSpec node) {
        try {
            var before = port.plan(node.name(), AdminState.DRAIN);
            return ok(port.name(), node.name(), before.entries().size() + " entries");
        } catch (FaultException e) {
            return failed(port.name(), node.name(), e);
        }
    }

    private List<HostCheck> node(NodeSpec spec) {
        var name = spec.name();
        var checks = new ArrayList<HostCheck>();
        try {
            var facts = ports.runtimes().get(name).read();
            checks.add(
                    ok(
                            name,
                            spec.runtime().kind(),
                            "runs " + facts.revision().map(Object::toString).orElse("nothing")));
            facts.notes()
                    .forEach(
                            note ->
                                    checks.add(
                                            new HostCheck(
                                                    name,
                                                    spec.runtime().kind(),
                                                    Verdict.NOTE,
                                                    note,
                                                    "")));
        } catch (FaultException e) {
            checks.add(failed(name, spec.runtime().kind(), e));
        }
        try {
            var health = ports.nodes().get(name).health();
            checks.add(
                    health.reason()
                            .map(reason -> new HostCheck(name, "health", Verdict.NOTE, reason, ""))
                            .orElseGet(
                                    () ->
                                            ok(
                                                    name,
                                                    "health",
                                                    "both ports, asked from the "
                                                            + health.from())));
            checks.add(
                    ok(
                            name,
                            "connections",
                            "counted by " + ports.nodes().get(name).connections().by()));
        } catch (FaultException e) {
            checks.add(failed(name, "health", e));
        }
        return checks;
    }

    private List<HostCheck> database() {
        try {
            var facts = ports.database().orElseThrow().read();
            var role = facts.primary() ? "primary" : "replica";
            return List.of(
                    new HostCheck(
                            "database",
                            "database",
                            facts.primary() ? Verdict.OK : Verdict.NOTE,
                            "PostgreSQL "
                                    + facts.version()
                                    + ", "
                                    + role
                                    + ", "
                                    + facts.connections()
                                    + " of "
                                    + facts.limit()
                                    + " connections",
                            facts.pendingModules().isEmpty()
                                    ? "Grant SELECT on ir_module_module, so that an upgrade under way is seen."
                                    : ""));
        } catch (FaultException e) {
            return List.of(failed("database", "database", e));
        }
    }

    private List<HostCheck> filestore() {
        var identities = new LinkedHashMap<String, String>();
        var checks = new ArrayList<HostCheck>();
        for (var node : cluster.nodes()) {
            try {
                ports.nodes()
                        .get(node.name())
                        .filestore()
                        .ifPresent(facts -> identities.put(node.name(), facts.identity()));
            } catch (FaultException e) {
                checks.add(failed(node.name(), "filestore", e));
            }
        }
        if (identities.values().stream().distinct().count() > 1) {
            checks.add(
                    new HostCheck(
                            "filestore",
                            "filestore",
                            Verdict.FAILED,
                            "the nodes do not see the same file system: " + identities,
                            "Mount the shared filestore on every node at the same path."));
        } else if (!identities.isEmpty()) {
            checks.add(
                    ok(
                            "filestore",
                            "filestore",
                            "the same file system on " + String.join(", ", identities.keySet())));
        }
        return checks;
    }

    private static HostCheck ok(String host, String name, String detail) {
        return new HostCheck(host, name, Verdict.OK, detail, "");
    }

    private static HostCheck failed(String host, String name, FaultException failure) {
        var fault = failure.fault();
        return new HostCheck(
                host, name, Verdict.FAILED, fault.what() + " " + fault.why(), fault.fix());
    }

    private static List<HostCheck> allOf(List<Callable<List<HostCheck>>> questions) {
        var factory = Thread.ofVirtual().name("survey-", 0).factory();
        try (var executor = Executors.newThreadPerTaskExecutor(factory)) {
            var checks = new ArrayList<HostCheck>();
            for (var answer : executor.invokeAll(questions)) {
                checks.addAll(answer.get());
            }
            return checks;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
