package dev.drainboard.driver;

import dev.drainboard.wire.Shell;
import dev.drainboard.wire.ShellException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** From where a node's HTTP is asked. */
sealed interface Way {

    /** "workstation", or the balancer's name. */
    String name();

    /**
     * Where to ask for a path on a port of the node.
     *
     * @throws ShellException if the way cannot be had
     */
    URI to(int port, String path) throws ShellException;

    /**
     * Whether a silence after the connection is the node's own: through a forward our own end
     * accepts first, so a silence may as well be a cut cable.
     */
    boolean straight();

    /** The way was no use; the next question makes it anew. */
    void forget();

    /** Straight from this machine. */
    record Straight(String address) implements Way {
        @Override
        public String name() {
            return "workstation";
        }

        @Override
        public URI to(int port, String path) {
            var host = address.contains(":") ? "[" + address + "]" : address;
            return URI.create("http://" + host + ":" + port + path);
        }

        @Override
        public boolean straight() {
            return true;
        }

        @Override
        public void forget() {
            // nothing is kept
        }
    }

    /** Through a balancer's host, for nodes that only balancers can reach. */
    record Through(String name, Shell shell, String address, Map<Integer, Shell.Forward> forwards)
            implements Way {

        Through(String name, Shell shell, String address) {
            this(name, shell, address, new ConcurrentHashMap<>());
        }

        @Override
        public URI to(int port, String path) throws ShellException {
            synchronized (forwards) {
                var forward = forwards.get(port);
                if (forward == null) {
                    forward = shell.forward(address, port);
                    forwards.put(port, forward);
                }
                return URI.create("http://127.0.0.1:" + forward.port() + path);
            }
        }

        @Override
        public boolean straight() {
            return false;
        }

        @Override
        public void forget() {
            synchronized (forwards) {
                forwards.values().forEach(Shell.Forward::close);
                forwards.clear();
            }
        }
    }
}
