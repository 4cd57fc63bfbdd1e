package dev.drainboard.driver;

import dev.drainboard.dialect.NginxAddition;
import dev.drainboard.dialect.NginxConf;
import dev.drainboard.dialect.NginxDrain;
import dev.drainboard.dialect.NginxServer;
import dev.drainboard.dialect.NginxSyntaxException;
import dev.drainboard.dialect.NginxUpstream;
import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Before;
import dev.drainboard.model.Command;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Fault.Kind;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * nginx, open source: a node leaves by one word in each of its entries and a reload, and comes back
 * by taking exactly these words away again and another reload. nginx knows no difference between
 * drain and maint; what was asked is told from the journal.
 */
public final class NginxFileBalancer implements BalancerPort {

    /** Somebody may write the file between our reading and our change, but not for ever. */
    private static final int ATTEMPTS = 4;

    private final BalancerSpec.Nginx spec;
    private final List<NodeSpec> nodes;
    private final Remote remote;
    private final NginxHost host;
    private final NginxLogs logs;
    private volatile Set<Before> outstanding = Set.of();

    /** What was asked since by the same words: a node that was drained and is now in maint. */
    private final Map<Before, AdminState> asked = new ConcurrentHashMap<>();

    public NginxFileBalancer(BalancerSpec.Nginx spec, List<NodeSpec> nodes, Shell shell) {
        this.spec = Objects.requireNonNull(spec);
        this.nodes = List.copyOf(nodes);
        this.remote = new Remote(shell);
        this.logs = new NginxLogs(remote, spec.name());
        this.host =
                new NginxHost(
                        remote,
                        spec.name(),
                        spec.config(),
                        nodes.stream()
                                .flatMap(node -> Stream.of(node.http(), node.websocket()))
                                .collect(Collectors.toSet()),
                        nodes.stream()
                                .flatMap(node -> node.addresses().stream())
                                .collect(Collectors.toSet()));
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public boolean knowsDrain() {
        return false;
    }

    @Override
    public void remember(Set<Before> outstanding) {
        this.outstanding =
                outstanding.stream()
                        .filter(before -> before.balancer().equals(name()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private Map<Before, AdminState> ours() {
        return outstanding.stream()
                .collect(
                        Collectors.toMap(
                                before -> before,
                                before -> asked.getOrDefault(before, NginxRecord.asked(before))));
    }

    @Override
    public BalancerFacts read() throws FaultException {
        var reading = host.read();
        return NginxFacts.of(reading, spec.pools(), nodes, ours(), logs.read(reading));
    }

    @Override
    public Before plan(String node, AdminState wanted) throws FaultException {
        var read = host.read();
        var whose = whose(read);
        var own = new LinkedHashMap<NginxServer, AdminState>();
        var ours = NginxFacts.ours(read.conf(), ours());
        NginxHost.servers(read.conf()).stream()
                .filter(server -> isOf(whose, server, node))
                .forEach(server -> own.put(server, NginxFacts.admin(server, ours)));
        refuseShared(node, read, whose);
        if (own.isEmpty()) {
            throw standsNowhere(node, read).thrown();
        }
        var drain = NginxDrain.of(read.conf().upstreams(), server -> isOf(whose, server, node));
        if (!drain.emptied().isEmpty()) {
            throw empties(node, drain.emptied()).thrown();
        }
        return NginxRecord.of(name(), node, own, drain.additions(), wanted);
    }

    @Override
    public void apply(Before planned, AdminState wanted, Fence fence) throws FaultException {
        var additions = NginxRecord.additions(planned);
        change(
                read -> {
                    refuseToEmpty(planned.node(), read, additions);
                    return NginxDrain.add(read.conf(), additions);
                },
                fence,
                planned.node() + " could not be taken out of " + name() + ".");
        asked.put(planned, wanted);
    }

    @Override
    public void putBack(Before before, Fence fence) throws FaultException {
        var additions = NginxRecord.additions(before);
        change(
                read -> NginxDrain.takeBack(read.conf(), additions),
                fence,
                before.node() + " could not be put back in " + name() + ".");
        asked.remove(before);
    }

    /** Which files are to be what, given what they are. */
    private interface Edit {
        Map<String, String> of(NginxReading read) throws FaultException;
    }

    private void change(Edit edit, Fence fence, String what) throws FaultException {
        var read = host.latest();
        if (edit.of(read).isEmpty()) {
            read = host.read(); // that nothing is to be done is believed of a fresh reading only
        }
        for (int attempt = 1; ; attempt++) {
            var script = new NginxChange(read, edit.of(read), spec.config()).script(fence);
            var output = carried(script, what);
            if (output.ok()) {
                return;
            }
            boolean again = output.exit() == Faults.CHANGED || output.exit() == NginxHost.ENDED;
            if (!again || attempt == ATTEMPTS) {
                throw NginxChange.failed(remote, script, output, what);
            }
            read = host.read();
        }
    }

    private Shell.Output carried(Script script, String what) throws FaultException {
        try {
            return remote.tryRun(script, NginxChange.LIMIT, what);
        } finally {
            host.changed();
        }
    }

    private NginxNodes whose(NginxReading read) {
        return new NginxNodes(nodes, spec.pools(), read.names());
    }

    private static boolean isOf(NginxNodes whose, NginxServer server, String node) {
        return whose.of(server).filter(owner -> owner.name().equals(node)).isPresent();
    }

    /** One name for several nodes cannot leave for one of them. */
    private void refuseShared(String node, NginxReading read, NginxNodes whose)
            throws FaultException {
        for (var server : NginxHost.servers(read.conf())) {
            var owners = whose.owners(server);
            if (owners.size() > 1 && owners.contains(node)) {
                throw Fault.of(
                                Kind.REFUSED,
                                "nginx.server.shared",
                                node + " cannot be taken out of " + name() + " alone.",
                                server.address()
                                        + " in "
                                        + server.upstream()
                                        + " stands for "
                                        + String.join(" and ", owners)
                                        + ".",
                                "Write a server line for each of them.")
                        .on(remote.host())
                        .thrown();
            }
        }
    }

    /** The files may have changed since the plan was made. */
    private void refuseToEmpty(String node, NginxReading read, Set<NginxAddition> additions)
            throws FaultException {
        var whose = whose(read);
        var changed = NginxDrain.add(read.conf(), additions);
        var touched = additions.stream().map(NginxAddition::upstream).collect(Collectors.toSet());
        var emptied =
                after(read, changed).upstreams().stream()
                        .filter(upstream -> !changed.isEmpty())
                        .filter(upstream -> touched.contains(upstream.name()))
                        .filter(
                                upstream ->
                                        upstream.servers().stream()
                                                .anyMatch(server -> isOf(whose, server, node)))
                        .filter(
                                upstream ->
                                        upstream.servers().stream()
                                                .noneMatch(NginxServer::eligible))
                        .map(NginxUpstream::name)
                        .toList();
        if (!emptied.isEmpty()) {
            throw empties(node, emptied).thrown();
        }
    }

    private static NginxConf after(NginxReading read, Map<String, String> changed) {
        try {
            return read.conf().with(changed);
        } catch (NginxSyntaxException e) {
            throw new IllegalStateException("a word broke a file that was whole", e);
        }
    }

    private Fault standsNowhere(String node, NginxReading read) {
        var upstreams = new LinkedHashSet<String>();
        read.conf().upstreams().forEach(upstream -> upstreams.add(upstream.name()));
        var spec =
                nodes.stream()
                        .filter(one -> one.name().equals(node))
                        .map(one -> String.join(", ", one.addresses()) + " on " + one.http())
                        .findFirst();
        return Fault.of(
                        Kind.REFUSED,
                        "nginx.node.nowhere",
                        node + " stands in no upstream of " + name() + ".",
                        spec.map(address -> node + " is looked for as " + address + "; ").orElse("")
                                + (upstreams.isEmpty()
                                        ? "the configuration has no upstream at all."
                                        : "there are the upstreams "
                                                + String.join(", ", upstreams)
                                                + "."),
                        "Write an upstream with a server line for each node, or name its"
                                + " `addresses` as nginx does.")
                .on(remote.host());
    }

    private Fault empties(String node, List<String> upstreams) {
        return Fault.of(
                        Kind.REFUSED,
                        "nginx.upstream.emptied",
                        node + " cannot leave " + name() + ".",
                        "Nothing would be left to serve "
                                + String.join(", ", upstreams)
                                + ": nginx takes such a file and answers 502.",
                        "Bring another node back; if that upstream is only for looking at one node,"
                                + " name the others as `upstreams` of the balancer.")
                .on(remote.host());
    }

    @Override
    public List<Command> commands(String node, AdminState wanted) {
        var commands = new ArrayList<Command>();
        edits(node, wanted).forEach(edit -> commands.add(new Command(remote.host(), "# " + edit)));
        var config = Words.quoted(spec.config());
        commands.add(
                new Command(
                        remote.host(),
                        "nginx -t -c " + config + " && nginx -s reload -c " + config));
        return commands;
    }

    /** Of a node that is out, what was added; else what would be. */
    private Set<NginxAddition> additions(String node, AdminState wanted) throws FaultException {
        var added = new LinkedHashSet<NginxAddition>();
        if (wanted == AdminState.READY) {
            outstanding.stream()
                    .filter(record -> record.node().equals(node))
                    .forEach(record -> added.addAll(NginxRecord.additions(record)));
        }
        if (added.isEmpty()) {
            var read = host.latest();
            var whose = whose(read);
            added.addAll(
                    NginxDrain.of(read.conf().upstreams(), server -> isOf(whose, server, node))
                            .additions());
        }
        return added;
    }

    /** Which word goes where, as far as the host can be asked. */
    private List<String> edits(String node, AdminState wanted) {
        try {
            return additions(node, wanted).stream()
                    .map(
                            added ->
                                    added.file()
                                            + ", upstream "
                                            + added.upstream()
                                            + ": server "
                                            + added.address()
                                            + (wanted == AdminState.READY
                                                    ? " without " + added.word() + " again"
                                                    : " ... " + added.word() + ";"))
                    .distinct()
                    .toList();
        } catch (FaultException e) {
            return List.of(spec.config() + ": add `down` to the server lines of " + node);
        }
    }
}
