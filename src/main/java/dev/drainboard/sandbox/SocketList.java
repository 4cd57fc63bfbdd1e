package dev.drainboard.sandbox;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code ss} prints of a node's sockets: those that listen ({@code -l}), else the connections;
 * by the ports of a filter; with whose they are ({@code -p}), their inode ({@code -e}) and what the
 * kernel knows of each ({@code -i}).
 */
final class SocketList {

    private static final Pattern SPORT = Pattern.compile("sport = :(\\d{1,5})");

    private SocketList() {}

    static String of(List<Port> ports, List<String> arguments) {
        var flags =
                arguments.stream()
                        .filter(word -> word.startsWith("-"))
                        .collect(Collectors.joining());
        var filter = String.join(" ", arguments);
        if (filter.contains("dport")) {
            return ""; // a node connects to nobody that is seen here
        }
        var wanted = wanted(filter);
        return ports.stream()
                .filter(port -> wanted.isEmpty() || wanted.contains(port.number()))
                .map(port -> flags.contains("l") ? listening(port, flags) : visits(port, flags))
                .collect(Collectors.joining());
    }

    private static Set<Integer> wanted(String filter) {
        var ports = new TreeSet<Integer>();
        var found = SPORT.matcher(filter);
        while (found.find()) {
            ports.add(Integer.parseInt(found.group(1)));
        }
        return ports;
    }

    private static String listening(Port port, String flags) {
        if (!port.listens()) {
            return "";
        }
        var line = new StringBuilder("LISTEN 0 128 " + port.address() + ":" + port.number());
        line.append(" 0.0.0.0:*");
        if (flags.contains("p")) {
            // the process that it truly is
            line.append(" users:((\"odoo\",pid=")
                    .append(ProcessHandle.current().pid())
                    .append(",fd=4))");
        }
        if (flags.contains("e")) {
            line.append(" ino:").append(port.inode()).append(" sk:1 <->");
        }
        return line.append('\n').toString();
    }

    private static String visits(Port port, String flags) {
        return port.visits().stream()
                .map(visit -> visit(visit, flags))
                .collect(Collectors.joining());
    }

    private static String visit(Visit visit, String flags) {
        if (visit.socket().isClosed()) {
            return "";
        }
        var line = "ESTAB 0 0 " + place(visit.local()) + " " + place(visit.peer()) + "\n";
        if (!flags.contains("i")) {
            return line;
        }
        long sent = visit.sent();
        return line
                + "\t cubic wscale:7,7 rto:204 mss:32768"
                + (sent > 0 ? " bytes_sent:" + sent + " bytes_acked:" + sent : "")
                + (visit.received() > 0 ? " bytes_received:" + visit.received() : "")
                + " lastsnd:"
                + visit.millisSinceSent()
                + " lastrcv:"
                + visit.millisSinceReceived()
                + " lastack:"
                + visit.millisSinceSent()
                + "\n";
    }

    private static String place(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
