package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyAdmin.Word;
import dev.drainboard.dialect.HaproxyCounters;
import dev.drainboard.dialect.HaproxyServer;
import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.Before;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** A reading in the cluster's own words. */
final class HaproxyFacts {

    private HaproxyFacts() {}

    /** The backends in which a node of the cluster file stands; what else it serves is not ours. */
    static BalancerFacts of(
            HaproxyReading reading, HaproxyNodes whose, Set<Before> outstanding, boolean fenced) {
        var endpoints = endpoints(reading, whose);
        var servers =
                reading.answer().servers().stream()
                        .filter(server -> endpoints.containsKey(server.backend()))
                        .map(
                                server ->
                                        server(
                                                reading,
                                                whose,
                                                outstanding,
                                                server,
                                                endpoints.get(server.backend())))
                        .toList();
        return new BalancerFacts(
                reading.answer().version(),
                reading.answer().pid(),
                reading.generation(),
                reading.oldWorkers(),
                servers,
                notes(reading, whose),
                fenced,
                upstreams(reading, endpoints));
    }

    private static List<BalancerFacts.Upstream> upstreams(
            HaproxyReading reading, Map<String, Endpoint> endpoints) {
        return reading.answer().backends().stream()
                .filter(backend -> endpoints.containsKey(backend.name()))
                .map(
                        backend ->
                                new BalancerFacts.Upstream(
                                        backend.name(),
                                        endpoints.get(backend.name()),
                                        number(backend.queued()),
                                        backend.serverErrors(),
                                        reading.generation()))
                .toList();
    }

    private static OptionalInt number(OptionalLong number) {
        return number.isPresent()
                ? OptionalInt.of((int) Math.min(number.getAsLong(), Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    private static Map<String, Endpoint> endpoints(HaproxyReading reading, HaproxyNodes whose) {
        var endpoints = new LinkedHashMap<String, Endpoint>();
        for (var server : reading.answer().servers()) {
            whose.of(server)
                    .ifPresent(owned -> endpoints.putIfAbsent(server.backend(), owned.endpoint()));
        }
        return endpoints;
    }

    private static BalancerFacts.Server server(
            HaproxyReading reading,
            HaproxyNodes whose,
            Set<Before> outstanding,
            HaproxyServer server,
            Endpoint backend) {
        var owned = whose.of(server);
        return new BalancerFacts.Server(
                server.backend(),
                server.name(),
                owned.map(owner -> owner.node().name()),
                owned.map(HaproxyNodes.Owned::endpoint).orElse(backend),
                admin(server),
                ours(server, outstanding),
                check(server),
                server.backup(),
                reading.active(server),
                server.counters().map(counted -> counters(counted, reading.generation())),
                OptionalInt.of((int) Math.min(server.weight(), Integer.MAX_VALUE)));
    }

    private static Counters counters(HaproxyCounters counted, String epoch) {
        long unanswered = counted.unanswered();
        return new Counters(
                counted.answered() + unanswered,
                OptionalLong.of(counted.early()),
                OptionalLong.of(counted.clientErrors()),
                OptionalLong.of(counted.serverErrors() + unanswered),
                OptionalInt.of((int) Math.min(counted.queued(), Integer.MAX_VALUE)),
                average(counted),
                lastSecond(counted),
                epoch,
                "HAProxy's counters");
    }

    private static Optional<Timing> average(HaproxyCounters counted) {
        return counted.responseMs().isEmpty()
                ? Optional.empty()
                : Optional.of(new Timing.Average(counted.responseMs().getAsLong()));
    }

    /** HAProxy counts handshakes there too: where there are any it does not tell requests. */
    private static OptionalDouble lastSecond(HaproxyCounters counted) {
        return counted.early() > 0 || counted.lastSecond().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(counted.lastSecond().getAsLong());
    }

    /** Weight 0 is a drain that the status does not show (measured: it says UP). */
    static AdminState admin(HaproxyServer server) {
        if (!server.admin().known()) {
            return AdminState.UNKNOWN;
        }
        if (server.admin().maint()) {
            return AdminState.MAINT;
        }
        return server.admin().drain() || server.weight() == 0 ? AdminState.DRAIN : AdminState.READY;
    }

    private static boolean ours(HaproxyServer server, Set<Before> outstanding) {
        var asked = server.admin().asked();
        return asked != Word.READY
                && outstanding.stream()
                        .flatMap(before -> before.entries().stream())
                        .filter(entry -> HaproxyRecord.path(entry).equals(server.path()))
                        .anyMatch(entry -> HaproxyRecord.asked(entry) != asked);
    }

    static CheckState check(HaproxyServer server) {
        return switch (server.status()) {
            case UP -> CheckState.UP;
            // it lives, and has said itself that it takes nothing new
            case NOLB, DOWN -> CheckState.DOWN;
            case DRAIN -> server.checked() ? CheckState.UP : CheckState.UNKNOWN;
            case MAINT, NO_CHECK, UNKNOWN -> CheckState.UNKNOWN;
        };
    }

    private static List<String> notes(HaproxyReading reading, HaproxyNodes whose) {
        var answer = reading.answer();
        var notes = new ArrayList<String>();
        answer.level()
                .filter(level -> !level.equals("admin"))
                .ifPresent(
                        level ->
                                notes.add(
                                        "the socket's level is "
                                                + level
                                                + ": nothing can be changed through it; give its"
                                                + " `stats socket` line `level admin`"));
        if (answer.processes() > 1) {
            notes.add(
                    answer.processes()
                            + " processes share the load (nbproc): one socket changes only one of them");
        }
        var own = answer.servers().stream().filter(server -> whose.of(server).isPresent()).toList();
        for (var server : own) {
            of(server, notes);
        }
        var ownPaths = own.stream().map(HaproxyServer::path).collect(Collectors.toSet());
        for (var server : answer.servers()) {
            server.tracks()
                    .filter(ownPaths::contains)
                    .ifPresent(
                            tracked ->
                                    notes.add(
                                            server.path()
                                                    + " tracks "
                                                    + tracked
                                                    + " and goes out with it"));
        }
        if (reading.held().isEmpty()) {
            notes.add(
                    "what processes of earlier configurations still hold cannot be counted from here");
        }
        return notes;
    }

    private static void of(HaproxyServer server, List<String> notes) {
        if (server.agent()) {
            notes.add(
                    server.path()
                            + " has an agent-check: its agent may set it ready or drained by"
                            + " itself");
        }
        if (server.admin().inherited()) {
            notes.add(
                    server.path()
                            + " is out because of "
                            + server.tracks().orElse("a server that it tracks")
                            + ": only that brings it back");
        }
        if (server.admin().configDisabled()) {
            notes.add(server.path() + " is `disabled` in the file: a reload takes it out again");
        }
        if (server.admin().unresolved()) {
            notes.add(server.path() + " is out because its name does not resolve");
        }
        if (server.weight() == 0 && !server.admin().drain() && !server.admin().maint()) {
            notes.add(server.path() + " has weight 0: a drain that its status does not show");
        }
    }
}
