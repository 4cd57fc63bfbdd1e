package dev.drainboard.driver;

import dev.drainboard.dialect.NginxAccessLog;
import dev.drainboard.dialect.NginxLogFormat;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Crowd;
import dev.drainboard.model.FaultException;
import dev.drainboard.wire.Script;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What nginx's servers answered, counted from its access logs since we look: open-source nginx
 * counts nothing by server. Each reading takes what was written since the last, at most {@value
 * #MOST} bytes of a log; where there is more in a second than that, nothing is known.
 */
final class NginxLogs {

    static final int MOST = 900_000;

    /** More logs than this are not followed: nothing is known then. */
    private static final int MOST_LOGS = 4;

    /** Of more servers than these it is not counted where their requests come from. */
    private static final int MOST_PEERS = 2_000;

    private static final Script READ =
            Script.resource(NginxLogs.class, "nginx: read access logs", "nginx-log.sh").root();

    /** A server as the log names it. */
    record Peer(InetAddress address, int port) {

        static Optional<Peer> of(String text) {
            int colon = text.lastIndexOf(':');
            return colon < 0 || !text.substring(colon + 1).matches("\\d{1,5}")
                    ? Optional.empty()
                    : NginxNodes.literal(text.substring(0, colon))
                            .map(
                                    address ->
                                            new Peer(
                                                    address,
                                                    Integer.parseInt(text.substring(colon + 1))));
        }
    }

    /**
     * What was counted until now.
     *
     * @param epoch changes when something was missed and all begins anew
     * @param by where it was read
     * @param crowds where most of what a server was sent came from
     */
    record Counted(
            Map<Peer, NginxTally> servers,
            boolean timed,
            String epoch,
            String by,
            Map<Peer, Crowd> crowds) {

        /** Where most of what these addresses were sent came from; empty: no line tells. */
        Optional<Crowd> crowd(Iterable<InetAddress> addresses, int port) {
            var crowds = new ArrayList<Crowd>();
            for (var address : addresses) {
                Optional.ofNullable(this.crowds.get(new Peer(address, port)))
                        .ifPresent(crowds::add);
            }
            return crowds.stream().max(Comparator.comparingInt(Crowd::all));
        }

        /** A server that no line names yet was asked nothing. */
        Counters of(Iterable<InetAddress> addresses, int port) {
            var sum = NginxTally.NONE;
            for (var address : addresses) {
                sum = sum.plus(servers.getOrDefault(new Peer(address, port), NginxTally.NONE));
            }
            return sum.counters(timed, epoch, by);
        }

        /** What a second entry of a server that was counted already adds. */
        Counters nothing() {
            return NginxTally.NONE.counters(timed, epoch, by);
        }
    }

    private final Remote remote;
    private final String what;
    private Map<String, NginxLogPart.Place> places = Map.of();
    private final Map<Peer, NginxTally> tallies = new LinkedHashMap<>();
    private final Map<Peer, Networks> networks = new HashMap<>();
    private int epoch;

    NginxLogs(Remote remote, String balancer) {
        this.remote = remote;
        this.what = "The access log of " + balancer + " could not be read.";
    }

    /**
     * Empty: no log tells, or not all of it could be read. The balancer's reading stands anyway.
     */
    synchronized Optional<Counted> read(NginxReading reading) {
        var logs = new LinkedHashMap<String, NginxLogFormat>();
        NginxAccessLog.of(reading.conf())
                .forEach(log -> logs.put(reading.master().absolute(log.path()), log.format()));
        if (logs.isEmpty() || logs.size() > MOST_LOGS) {
            return forget();
        }
        try {
            var parts = parts(reading, logs.keySet());
            if (parts.size() != logs.size()) {
                return forget();
            }
            parts.forEach(part -> count(part, logs.get(part.path())));
            places =
                    parts.stream()
                            .collect(Collectors.toMap(NginxLogPart::path, NginxLogPart::next));
        } catch (FaultException e) {
            return forget();
        }
        return Optional.of(
                new Counted(
                        Map.copyOf(tallies),
                        logs.values().stream().allMatch(NginxLogFormat::timed),
                        "epoch " + epoch,
                        "the access log " + String.join(", ", logs.keySet()),
                        crowds()));
    }

    private Optional<Counted> forget() {
        tallies.clear();
        networks.clear();
        epoch++;
        places = Map.of();
        return Optional.empty();
    }

    private List<NginxLogPart> parts(NginxReading reading, Iterable<String> paths)
            throws FaultException {
        var lines = new StringBuilder();
        for (var path : paths) {
            lines.append(places.getOrDefault(path, NginxLogPart.Place.NEVER).words())
                    .append(' ')
                    .append(path)
                    .append('\n');
        }
        var script =
                READ.with("ROOT", reading.master().root())
                        .with("MOST", MOST)
                        .with("LOGS", lines.toString());
        var output = remote.ask(script, Remote.READING, what);
        return output.truncated() ? List.of() : NginxLogPart.all(output.out());
    }

    private void count(NginxLogPart part, NginxLogFormat format) {
        var text = new String(part.whole(), StandardCharsets.UTF_8);
        for (var line : text.split("\n")) {
            var read = format.line(line);
            var network = ClientNetwork.of(read.client());
            for (var answer : read.answers()) {
                Peer.of(answer.address())
                        .ifPresent(
                                peer -> {
                                    tallies.merge(peer, NginxTally.of(answer), NginxTally::plus);
                                    network.ifPresent(from -> come(peer, from));
                                });
            }
        }
    }

    private void come(Peer peer, String network) {
        if (networks.containsKey(peer) || networks.size() < MOST_PEERS) {
            networks.computeIfAbsent(peer, each -> new Networks()).count(network);
        }
    }

    private Map<Peer, Crowd> crowds() {
        var crowds = new HashMap<Peer, Crowd>();
        networks.forEach((peer, each) -> each.most().ifPresent(crowd -> crowds.put(peer, crowd)));
        return crowds;
    }
}
