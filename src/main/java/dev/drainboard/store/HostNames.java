package dev.drainboard.store;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/** Names and addresses of hosts, as they may stand in a cluster file; nothing is looked up. */
final class HostNames {

    private static final Pattern LABEL =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private HostNames() {}

    /** RFC 1123, or an address as a literal. */
    static boolean host(String text) {
        if (text.contains(":")) {
            return text.matches("[0-9A-Fa-f:.]{2,45}") && literal(text);
        }
        var labels = text.split("\\.", -1);
        if (labels[labels.length - 1].matches("[0-9]+")) {
            return labels.length == 4 && List.of(labels).stream().allMatch(HostNames::octet);
        }
        return text.length() <= 253 && List.of(labels).stream().allMatch(LABEL.asMatchPredicate());
    }

    private static boolean octet(String text) {
        return text.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(text) <= 255;
    }

    private static boolean literal(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** "host:port" or "[address]:port". */
    static boolean hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return false;
        }
        var host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        var port = text.substring(colon + 1);
        return PORT.matcher(port).matches()
                && Integer.parseInt(port) >= 1
                && Integer.parseInt(port) <= 65_535
                && (bracketed
                        ? host(host.substring(1, host.length() - 1))
                        : !host.contains(":") && host(host));
    }

    /** {@code [user@]host[:port]}, several with commas. */
    static boolean jump(String text) {
        return List.of(text.split(",", -1)).stream().allMatch(HostNames::hop);
    }

    private static boolean hop(String text) {
        int at = text.lastIndexOf('@');
        var host = text.substring(at + 1);
        return (at < 0 || Grammars.USER.matcher(text.substring(0, at)).matches())
                && (host(host) || hostAndPort(host));
    }
}
