package dev.drainboard.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of a known_hosts file that says something: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".
 *
 * @param hosts the patterns as they stand there, or one hashed name
 * @param line counted from 1
 */
record KnownHost(Marker marker, String hosts, HostKey key, Path file, int line) {

    /** What the key of a line is good for. */
    enum Marker {
        PLAIN,
        AUTHORITY,
        REVOKED
    }

    /** Empty for comments, blank lines and lines that cannot be read, which ssh(1) skips too. */
    static Optional<KnownHost> parse(String text, Path file, int line) {
        var words = text.strip().split("[ \t]+");
        var marker = Marker.PLAIN;
        int at = 0;
        if (words[0].startsWith("@")) {
            switch (words[0]) {
                case "@cert-authority" -> marker = Marker.AUTHORITY;
                case "@revoked" -> marker = Marker.REVOKED;
                default -> {
                    return Optional.empty();
                }
            }
            at = 1;
        }
        if (words.length < at + 3 || words[0].startsWith("#")) {
            return Optional.empty();
        }
        try {
            var key = HostKey.of(Base64.getDecoder().decode(words[at + 2]));
            return key.type().equals(words[at + 1])
                    ? Optional.of(new KnownHost(marker, words[at], key, file, line))
                    : Optional.empty();
        } catch (IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }

    /** Whether this line speaks of the host that is looked up under {@code name}. */
    boolean speaksOf(String name) {
        if (hosts.startsWith("|")) {
            return hashed(name);
        }
        boolean matched = false;
        for (String pattern : hosts.toLowerCase(Locale.ROOT).split(",")) {
            if (pattern.startsWith("!")) {
                if (Wildcard.matches(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                matched |= Wildcard.matches(pattern, name);
            }
        }
        return matched;
    }

    private boolean hashed(String name) {
        var parts = hosts.split("\\|", -1);
        if (parts.length != 4 || !parts[1].equals("1")) {
            return false;
        }
        try {
            var salt = Base64.getDecoder().decode(parts[2]);
            return MessageDigest.isEqual(Base64.getDecoder().decode(parts[3]), hash(salt, name));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** The name as {@code HashKnownHosts yes} keeps it. */
    static String hashedName(byte[] salt, String name) {
        var base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash(salt, name));
    }

    private static byte[] hash(byte[] salt, String name) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no salt", e);
        }
    }

    String where() {
        return file + ":" + line;
    }
}
