package dev.drainboard.driver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One connection to a node, as its host's kernel knows it.
 *
 * @param peer its address, an IPv4 address within IPv6 as plain IPv4
 * @param received bytes from the peer; empty if the source does not tell
 * @param answered everything received was answered, and nothing was sent or received for a second
 * @param quiet milliseconds since the peer last sent something; empty if the source does not tell
 */
record Connection(
        int port, String peer, OptionalLong received, boolean answered, OptionalLong quiet) {

    /** A keep-alive connection is idle when nothing has moved for so long, in milliseconds. */
    private static final long STILL = 1000;

    private static final Pattern SS =
            Pattern.compile(
                    "(?:(?:ESTAB|CLOSE-WAIT)\\s+)?(\\d+)\\s+(\\d+)\\s+(\\S+):(\\d+)\\s+(\\S+):(\\d+)");

    /** Of /proc/net/tcp: local address and port, peer's, state, queues. */
    private static final Pattern PROC =
            Pattern.compile(
                    "\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4} (01|08) .*");

    /**
     * A request is in use: Odoo speaks HTTP/1.0 on 8069 and closes each connection after its
     * answer, so a connection that brought a byte is one. A server that keeps connections open is
     * idle on those that it has answered.
     */
    boolean inUse() {
        return asked() && !answered;
    }

    /**
     * It brought a byte, or the source does not tell. A websocket that is quiet for minutes is open
     * all the same: nothing else of it says so.
     */
    boolean asked() {
        return !received.equals(OptionalLong.of(0));
    }

    /** Whether the source tells idle connections from those in use. */
    boolean told() {
        return received.isPresent();
    }

    /** As {@code ss -Htni} prints them: a line each, and what the kernel knows on the next. */
    static List<Connection> ofSs(String printed) {
        var found = new ArrayList<Connection>();
        var lines = printed.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            var line = SS.matcher(lines.get(at).strip());
            if (!line.lookingAt()) {
                continue;
            }
            var more = new StringBuilder(lines.get(at).substring(line.end()));
            while (at + 1 < lines.size() && !SS.matcher(lines.get(at + 1).strip()).lookingAt()) {
                more.append(' ').append(lines.get(++at));
            }
            var info = more.toString();
            boolean queued = !line.group(1).equals("0") || !line.group(2).equals("0");
            boolean still =
                    number(info, "bytes_sent", number(info, "bytes_acked", 0)) > 0
                            && number(info, "unacked", 0) == 0
                            && number(info, "lastsnd", 0) >= STILL
                            && number(info, "lastrcv", 0) >= number(info, "lastsnd", 0);
            found.add(
                    new Connection(
                            Integer.parseInt(line.group(4)),
                            plain(line.group(5)),
                            OptionalLong.of(number(info, "bytes_received", 0)),
                            !queued && still,
                            quiet(info)));
        }
        return List.copyOf(found);
    }

    /** As {@code /proc/net/tcp} and {@code tcp6} show them; they do not tell what was received. */
    static List<Connection> ofProc(String printed) {
        var found = new ArrayList<Connection>();
        for (var line : printed.lines().toList()) {
            var row = PROC.matcher(line);
            if (row.matches()) {
                found.add(
                        new Connection(
                                Integer.parseInt(row.group(1), 16),
                                address(row.group(2)),
                                OptionalLong.empty(),
                                false,
                                OptionalLong.empty()));
            }
        }
        return List.copyOf(found);
    }

    private static OptionalLong quiet(String info) {
        long milliseconds = number(info, "lastrcv", -1);
        return milliseconds < 0 ? OptionalLong.empty() : OptionalLong.of(milliseconds);
    }

    private static long number(String info, String name, long otherwise) {
        var found = Pattern.compile("(?:^|\\s)" + name + ":(\\d{1,18})").matcher(info);
        return found.find() ? Long.parseLong(found.group(1)) : otherwise;
    }

    /** Without brackets, scope and the prefix of an IPv4 address within IPv6. */
    static String plain(String address) {
        return address.replaceAll("[\\[\\]]", "")
                .replaceFirst("%.*$", "")
                .replaceFirst("^::ffff:(?=\\d+\\.)", "");
    }

    /** Words of 32 bits in the host's own order, which is little-endian wherever Odoo runs. */
    private static String address(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        for (int word = 0; word < bytes.length; word += 4) {
            byte first = bytes[word];
            byte second = bytes[word + 1];
            bytes[word] = bytes[word + 3];
            bytes[word + 1] = bytes[word + 2];
            bytes[word + 2] = second;
            bytes[word + 3] = first;
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
