package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The addresses of one sandbox. Where all of 127/8 is this machine's (Linux), each host has its own
 * in a /24 that is claimed by a listener on its first address, so that two sandboxes never share
 * one and every port may be the usual one. Elsewhere all hosts share 127.0.0.1, and ports are what
 * is free.
 */
final class Loopback implements AutoCloseable {

    private static final int TRIES = 20;
    private static final int CLAIM = 8069;
    private static final int BACKLOG = 128;

    private final String network;
    private final Optional<ServerSocket> claim;

    private Loopback(String network, Optional<ServerSocket> claim) {
        this.network = network;
        this.claim = claim;
    }

    static Loopback claim() throws IOException {
        var random = ThreadLocalRandom.current();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            // well away from what people use by hand
            var network = "127." + random.nextInt(64, 255) + "." + random.nextInt(256) + ".";
            try {
                return new Loopback(network, Optional.of(bound(network + 1, CLAIM)));
            } catch (BindException taken) {
                // by another sandbox, or this system has 127.0.0.1 alone
            }
        }
        return narrow();
    }

    /** Where there is 127.0.0.1 and nothing else. */
    static Loopback narrow() {
        return new Loopback("", Optional.empty());
    }

    /** Each host its own address? */
    boolean wide() {
        return claim.isPresent();
    }

    /**
     * @param number from 2 to 254
     */
    String address(int number) {
        return wide() ? network + number : "127.0.0.1";
    }

    /** Listens on the usual port where that is free, else on any. */
    ServerSocket listen(String address, int usual) throws IOException {
        if (wide()) {
            try {
                return bound(address, usual);
            } catch (BindException taken) {
                // somebody listens on every address of this machine
            }
        }
        return bound(address, 0);
    }

    /** The number of a port on which somebody will listen, again and again. */
    int reserve(String address, int usual) throws IOException {
        try (var socket = listen(address, usual)) {
            return socket.getLocalPort();
        }
    }

    /** Listens where it listened before: what a restart does. */
    static ServerSocket bound(String address, int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() {
        claim.ifPresent(Quietly::close);
    }
}
