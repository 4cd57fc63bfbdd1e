package dev.drainboard.wire;

/** The words for a host key that is not trusted. */
final class Untrusted {

    private Untrusted() {}

    static ShellException failure(Hop hop, Pins pins, String said, Throwable cause) {
        var trust = "drainboard trust CLUSTER " + hop.asked();
        if (pins.shown().isEmpty()) {
            return new ShellException(
                    ShellException.Kind.UNTRUSTED,
                    hop.asked(),
                    hop.text() + " showed a certificate that is not good: " + said,
                    "have it signed anew, or correct the @cert-authority line in known_hosts",
                    cause);
        }
        var key = pins.shown().get();
        var message =
                switch (pins.judgement(key)) {
                    case REVOKED ->
                            " showed a key that was revoked: " + key + revokedWhere(pins, key);
                    case CHANGED ->
                            " showed another key than the one that is known: "
                                    + key
                                    + "; known: "
                                    + pins.known()
                                    + ". It was set up anew, or somebody sits in between";
                    case UNKNOWN, KNOWN -> " is not known; it showed " + key;
                };
        var fix =
                switch (pins.judgement(key)) {
                    case REVOKED -> "do not connect; ask who revoked it";
                    case CHANGED -> "find out why it changed; if rightly: " + trust + " --replace";
                    case UNKNOWN, KNOWN ->
                            "compare the fingerprint with the host's own"
                                    + " (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then: "
                                    + trust;
                };
        return new ShellException(
                ShellException.Kind.UNTRUSTED, hop.asked(), hop.text() + message, fix, cause);
    }

    private static String revokedWhere(Pins pins, HostKey key) {
        return pins.revocation(key).map(line -> " (" + line.where() + ")").orElse("");
    }
}
