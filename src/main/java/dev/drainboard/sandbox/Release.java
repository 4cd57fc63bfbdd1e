package dev.drainboard.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Something that a node can run.
 *
 * @param name the tag of the image
 */
public record Release(String name, Quality quality) {

    /** What becomes of a node that runs it. */
    public enum Quality {
        GOOD,
        /** It starts, and its health page never passes. */
        NEVER_HEALTHY,
        /** Its health page passes, and nobody can log in. */
        LOGIN_BROKEN
    }

    public Release {
        Objects.requireNonNull(quality);
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,60}")) {
            throw new IllegalArgumentException("not a tag: " + name);
        }
    }

    /** Seven digits that differ with the release, as in the addresses of Odoo's assets. */
    String assetHash() {
        return sha("assets " + name).substring(0, 7);
    }

    String imageId() {
        return "sha256:" + sha("image " + name);
    }

    String digest() {
        return "sha256:" + sha("manifest " + name);
    }

    private static String sha(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
