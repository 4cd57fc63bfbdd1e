package dev.drainboard.driver;

import java.util.List;
import java.util.Optional;

/**
 * An image on one host.
 *
 * @param id the engine's own; one image may have another id under another image store
 * @param digests as its registries know it, each {@code repository@sha256:...}; empty if it was
 *     built or loaded here
 */
record ImageId(String id, List<String> digests) {

    ImageId {
        digests = List.copyOf(digests);
    }

    /** As {@code compose-image.sh} prints it. */
    static Optional<ImageId> of(String printed) {
        var words = printed.strip().split("\\s+");
        return words[0].startsWith("sha256:")
                ? Optional.of(new ImageId(words[0], List.of(words).subList(1, words.length)))
                : Optional.empty();
    }

    /**
     * What two hosts that hold the same have in common: the digest under which the repository of
     * {@code reference} knows it, whatever the image store; of several the first by name; its own
     * id if that repository does not know it.
     */
    String digest(String reference) {
        var prefix = repository(reference) + "@";
        return digests.stream()
                .filter(digest -> digest.startsWith(prefix))
                .map(digest -> digest.substring(prefix.length()))
                .sorted()
                .findFirst()
                .orElse(id);
    }

    /** The reference without tag and digest, as docker shortens it. */
    static String repository(String reference) {
        var name = withoutDigest(reference);
        int colon = name.lastIndexOf(':');
        var bare = colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
        return bare.replaceFirst("^(index\\.)?docker\\.io/(library/)?", "");
    }

    static String tag(String reference) {
        var name = withoutDigest(reference);
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(colon + 1) : "latest";
    }

    private static String withoutDigest(String reference) {
        int at = reference.indexOf('@');
        return at < 0 ? reference : reference.substring(0, at);
    }
}
