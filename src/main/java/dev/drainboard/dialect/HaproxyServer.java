package dev.drainboard.dialect;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A server of a backend, from {@code show servers state} and {@code show stat}.
 *
 * @param address as it is resolved now; empty: not resolved
 * @param port 0 if the file gives none
 * @param fqdn the name in the file, if it is one that is resolved
 * @param weight now; 0 is a silent drain: the status says UP, no new client comes, and {@code state
 *     ready} does not bring it back
 * @param initialWeight of the file, which a reload sets again
 * @param checked whether anything checks it now, itself or the server that it tracks; nothing does
 *     while it is in maint
 * @param agent whether an agent-check may change what was asked
 * @param tracks backend/server whose state it follows
 * @param sessions requests or websockets in use, those queued for it included; of this process only
 * @param counters empty where it does not speak HTTP
 */
public record HaproxyServer(
        String backend,
        String name,
        Optional<String> address,
        int port,
        Optional<String> fqdn,
        HaproxyAdmin admin,
        long weight,
        long initialWeight,
        HaproxyStatus status,
        boolean backup,
        boolean checked,
        boolean agent,
        Optional<String> tracks,
        OptionalLong sessions,
        Optional<HaproxyCounters> counters) {

    /** What HAProxy itself allows; nothing else may stand in a command. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_:.-]+");

    public HaproxyServer {
        Objects.requireNonNull(admin);
        Objects.requireNonNull(status);
        Objects.requireNonNull(sessions);
        Objects.requireNonNull(counters);
        if (!isName(backend) || !isName(name)) {
            throw new IllegalArgumentException("not a server: " + backend + "/" + name);
        }
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** {@code backend/server}, as commands name it. */
    public String path() {
        return backend + "/" + name;
    }

    static HaproxyServer of(HaproxyTable.Row state, Optional<HaproxyTable.Row> stat)
            throws HaproxyAnswerException {
        var backend = state.need("be_name");
        var name = state.need("srv_name");
        if (!isName(backend) || !isName(name)) {
            throw new HaproxyAnswerException("a name that HAProxy does not allow");
        }
        var tracks = stat.flatMap(row -> row.text("tracked"));
        return new HaproxyServer(
                backend,
                name,
                state.text("srv_addr"),
                (int) Math.min(state.needNumber("srv_port"), 65_536),
                state.text("srv_fqdn"),
                new HaproxyAdmin((int) Math.min(state.needNumber("srv_admin_state"), 1 << 20)),
                state.needNumber("srv_uweight"),
                state.needNumber("srv_iweight"),
                stat.flatMap(row -> row.text("status"))
                        .map(HaproxyStatus::of)
                        .orElse(HaproxyStatus.UNKNOWN),
                stat.flatMap(row -> row.text("bck")).equals(Optional.of("1")),
                tracks.isPresent() || stat.flatMap(row -> row.text("check_status")).isPresent(),
                stat.flatMap(row -> row.text("agent_status")).isPresent(),
                tracks,
                stat.map(HaproxyServer::inUse).orElse(OptionalLong.empty()),
                stat.flatMap(HaproxyCounters::of));
    }

    /** Of one process: those that run there and those that wait for their turn there. */
    static OptionalLong inUse(HaproxyTable.Row stat) {
        var running = stat.number("scur");
        var queued = stat.number("qcur");
        return running.isPresent() && queued.isPresent()
                ? OptionalLong.of(running.getAsLong() + queued.getAsLong())
                : OptionalLong.empty();
    }
}
