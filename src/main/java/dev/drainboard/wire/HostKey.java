package dev.drainboard.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A public key of a host, in the form in which it travels and is kept: its type, a length-prefixed
 * word, is the first thing in it.
 */
record HostKey(String type, byte[] blob) {

    HostKey {
        blob = blob.clone();
    }

    /**
     * @throws IllegalArgumentException if that is no key
     */
    static HostKey of(byte[] blob) {
        if (blob.length < 4) {
            throw new IllegalArgumentException("no key: " + blob.length + " bytes");
        }
        int length = (blob[0] & 0xff) << 24 | (blob[1] & 0xff) << 16 | (blob[2] & 0xff) << 8;
        length |= blob[3] & 0xff;
        if (length < 1 || length > 100 || blob.length < 4 + length) {
            throw new IllegalArgumentException("no key: its type has " + length + " letters");
        }
        return new HostKey(new String(blob, 4, length, StandardCharsets.US_ASCII), blob);
    }

    /** As it stands in a known_hosts file. */
    String base64() {
        return Base64.getEncoder().encodeToString(blob);
    }

    /** As ssh-keygen(1) prints it: {@code SHA256:...} without padding. */
    String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest());
    }

    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(blob);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean same(HostKey other) {
        return MessageDigest.isEqual(blob, other.blob);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostKey key && same(key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return type + " " + fingerprint();
    }
}
