package dev.drainboard.driver;

import dev.drainboard.dialect.NginxConf;
import dev.drainboard.dialect.NginxServer;
import dev.drainboard.dialect.NginxSyntaxException;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Fault.Kind;
import dev.drainboard.model.FaultException;
import dev.drainboard.wire.Script;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one nginx on its host. The master is looked for once and then only checked; file bodies
 * come over the wire only when their hash is new, so that a reading each second is one question
 * with a short answer.
 */
final class NginxHost {

    /** The master that was found has ended. */
    static final int ENDED = 72;

    /** An include in an include in an include: no configuration goes so deep. */
    private static final int ROUNDS = 24;

    private static final Script FIND =
            Script.resource(NginxHost.class, "nginx: find the master", "nginx-find.sh").root();
    private static final Script SAME =
            Script.resource(NginxHost.class, "nginx: whose configuration", "nginx-same.sh").root();
    private static final Script READ =
            Script.resource(NginxHost.class, "nginx: read", "nginx-read.sh").root();
    private static final Script NAMES =
            Script.resource(NginxHost.class, "nginx: resolve names", "nginx-names.sh");

    private final Remote remote;
    private final String config;
    private final Set<Integer> ports;
    private final Set<String> nodeNames;
    private final String what;

    private Optional<NginxMaster> master = Optional.empty();
    private Map<String, String> bodies = Map.of();
    private Set<String> patterns = Set.of();
    private Optional<NginxReading> last = Optional.empty();

    /**
     * @param config as the cluster file names it, on the host or as nginx itself sees it
     * @param ports of nodes, whose sockets are counted
     * @param nodeNames how nodes are named where not by address
     */
    NginxHost(
            Remote remote,
            String balancer,
            String config,
            Set<Integer> ports,
            Set<String> nodeNames) {
        this.remote = remote;
        this.config = config;
        this.ports = Set.copyOf(ports);
        this.nodeNames = Set.copyOf(nodeNames);
        this.what = balancer + " could not be read.";
    }

    /** The newest reading, or a first one: for a change, which proves itself what it relied on. */
    synchronized NginxReading latest() throws FaultException {
        return last.isPresent() ? last.get() : read();
    }

    synchronized NginxReading read() throws FaultException {
        var known = master;
        if (known.isPresent()) {
            var reading = read(known.get());
            if (reading.isPresent()) {
                return keep(reading.get());
            }
            master = Optional.empty();
        }
        var found = find();
        master = Optional.of(found);
        return keep(
                read(found)
                        .orElseThrow(
                                () ->
                                        fault(
                                                        Kind.FAILED,
                                                        "nginx.master.ended",
                                                        "nginx ended while it was read.",
                                                        "Look why it ends: systemctl status nginx.")
                                                .thrown()));
    }

    private NginxReading keep(NginxReading reading) {
        last = Optional.of(reading);
        return reading;
    }

    private NginxMaster find() throws FaultException {
        var masters = NginxMaster.all(remote.ask(FIND, Remote.READING, what).text());
        var named = masters.stream().filter(m -> m.config().equals(config)).toList();
        if (named.isEmpty() && !masters.isEmpty()) {
            named = same(masters);
        }
        if (named.size() > 1) {
            named = named.stream().filter(m -> !m.apart()).toList();
        }
        if (named.size() == 1) {
            return named.getFirst();
        }
        throw (named.isEmpty() && masters.size() < 2 ? notRunning(masters) : ambiguous(masters))
                .thrown();
    }

    private List<NginxMaster> same(List<NginxMaster> masters) throws FaultException {
        var paths =
                masters.stream()
                        .map(m -> m.pid() + " " + m.config())
                        .collect(Collectors.joining("\n"));
        var pids =
                remote.ask(SAME.with("CONFIG", config).with("PATHS", paths), Remote.READING, what)
                        .text()
                        .lines()
                        .map(Long::parseLong)
                        .collect(Collectors.toSet());
        return masters.stream().filter(m -> pids.contains(m.pid())).toList();
    }

    /** Empty: the master has ended. */
    private Optional<NginxReading> read(NginxMaster master) throws FaultException {
        var asked = new LinkedHashSet<String>(Set.of(master.config()));
        asked.addAll(patterns);
        for (int round = 0; round < ROUNDS; round++) {
            var script = script(master, asked);
            var output = remote.tryAsk(script, Remote.READING, what);
            if (output.exit() == ENDED) {
                return Optional.empty();
            }
            if (!output.ok()) {
                throw remote.failed(script, output, what);
            }
            if (output.truncated()) {
                throw tooLarge().thrown();
            }
            var printed = NginxPrinted.of(output.out(), bodies);
            if (printed.torn()) {
                continue;
            }
            var conf = conf(master, printed);
            bodies = printed.bodies();
            patterns = conf.patterns();
            if (conf.wanted().isEmpty()) {
                return Optional.of(reading(master, conf, printed));
            }
            if (!asked.addAll(conf.wanted())) {
                throw unreadable(conf.wanted().iterator().next()).thrown();
            }
        }
        throw tooLarge().thrown();
    }

    private Script script(NginxMaster master, Set<String> asked) {
        return READ.with("MASTER", master.pid())
                .with("START", master.start())
                .with("ROOT", master.root())
                .with("PATTERNS", String.join("\n", asked))
                .with("KNOWN", String.join("\n", bodies.keySet()))
                .with("PORTS", ports.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .with("NETWORK", master.network() ? "yes" : "no");
    }

    private NginxConf conf(NginxMaster master, NginxPrinted printed) throws FaultException {
        if (!printed.unreadable().isEmpty()) {
            throw unreadable(printed.unreadable().getFirst()).thrown();
        }
        try {
            return NginxConf.of(master.config(), printed.texts(), printed.matches());
        } catch (NginxSyntaxException e) {
            throw fault(
                            Kind.FAILED,
                            "nginx.config.broken",
                            "Its configuration cannot be read: " + e.getMessage() + ".",
                            "Mend the file; `nginx -t` says the same.")
                    .thrown();
        }
    }

    private NginxReading reading(NginxMaster master, NginxConf conf, NginxPrinted printed)
            throws FaultException {
        var shas = new java.util.HashMap<>(printed.shas());
        shas.keySet().retainAll(conf.files());
        var unloaded = new java.util.TreeSet<>(printed.unloaded());
        unloaded.retainAll(conf.files());
        return new NginxReading(
                master,
                conf,
                shas,
                printed.workers(),
                printed.leaving(),
                printed.sockets(),
                unloaded,
                names(conf, printed.workers()));
    }

    /** Resolved again only when nginx resolved again itself, or when other names are there. */
    private Map<String, Set<InetAddress>> names(NginxConf conf, List<Long> workers)
            throws FaultException {
        var names =
                Stream.concat(
                                conf.upstreams().stream()
                                        .flatMap(upstream -> upstream.servers().stream())
                                        .filter(server -> ports.contains(server.port()))
                                        .flatMap(server -> server.host().stream()),
                                nodeNames.stream())
                        .filter(name -> NginxNodes.literal(name).isEmpty())
                        .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,252}"))
                        .collect(Collectors.toCollection(java.util.TreeSet::new));
        var before = last.filter(reading -> reading.workers().equals(workers));
        if (before.isPresent() && before.get().names().keySet().equals(names)) {
            return before.get().names();
        }
        if (names.isEmpty()) {
            return Map.of();
        }
        var script = NAMES.with("NAMES", String.join(" ", names));
        return NginxPrinted.names(names, remote.ask(script, Remote.READING, what).text());
    }

    /** A change was made: these are the files' contents now, until the next reading. */
    synchronized void changed() {
        last = Optional.empty();
    }

    private Fault notRunning(List<NginxMaster> masters) {
        var other =
                masters.stream().map(m -> " The one that runs uses " + m.config() + ".").findAny();
        return fault(
                Kind.FAILED,
                "nginx.master.absent",
                "No nginx runs there with " + config + "." + other.orElse(""),
                "Start it, or name the file that it uses as `config` of the balancer.");
    }

    private Fault ambiguous(List<NginxMaster> masters) {
        return fault(
                Kind.FAILED,
                "nginx.master.ambiguous",
                "Several nginx masters run there: "
                        + masters.stream()
                                .map(m -> m.pid() + " with " + m.config())
                                .collect(Collectors.joining(", "))
                        + ".",
                "Let the binary upgrade end, or name the `config` of the one that is meant.");
    }

    private Fault unreadable(String path) {
        return fault(
                Kind.FAILED,
                "nginx.file.unreadable",
                path + " is not a file that can be read.",
                "Mend it, or the include that names it.");
    }

    private Fault tooLarge() {
        return fault(
                Kind.FAILED,
                "nginx.config.too-large",
                "Its files are larger than 1.5 MB together, or change faster than they are read.",
                "Leave tables of data out of what nginx.conf includes.");
    }

    private Fault fault(Kind kind, String code, String why, String fix) {
        return Fault.of(kind, code, what, why, fix).on(remote.host());
    }

    /** Servers of the reading, for whoever wants them flat. */
    static List<NginxServer> servers(NginxConf conf) {
        return conf.upstreams().stream().flatMap(upstream -> upstream.servers().stream()).toList();
    }
}
