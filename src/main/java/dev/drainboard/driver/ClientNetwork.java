package dev.drainboard.driver;

import java.net.Inet4Address;
import java.util.Optional;

/**
 * The network of a client, as large as one office gets from its provider: a /24 of IPv4, which is
 * also what nginx's {@code ip_hash} looks at, and a /48 of IPv6 (RFC 6177).
 */
final class ClientNetwork {

    private ClientNetwork() {}

    /**
     * @param address as HAProxy and nginx print it; an IPv4 address within IPv6 is one of IPv4
     * @return empty: it is no address
     */
    static Optional<String> of(String address) {
        return NginxNodes.literal(address)
                .map(
                        client -> {
                            var bytes = client.getAddress();
                            return client instanceof Inet4Address
                                    ? (bytes[0] & 0xff)
                                            + "."
                                            + (bytes[1] & 0xff)
                                            + "."
                                            + (bytes[2] & 0xff)
                                            + ".0/24"
                                    : group(bytes, 0)
                                            + ":"
                                            + group(bytes, 2)
                                            + ":"
                                            + group(bytes, 4)
                                            + "::/48";
                        });
    }

    private static String group(byte[] bytes, int at) {
        return Integer.toHexString((bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff);
    }
}
