package dev.drainboard.driver;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * What {@code docker compose config} says of one service, read once with the revision's variable
 * set to {@link #MARK}, so that it shows which part of the image's name the variable is.
 *
 * @param name of the project, which its containers bear as a label
 * @param image of the service, the mark in the place of the revision
 */
record ComposeProject(String name, String image) {

    /** A value that no tag has. */
    static final String MARK = "drainboard0revision";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @return empty if it has no such service, or the service no image that could be pulled
     */
    static Optional<ComposeProject> of(String json, String service) {
        try {
            var root = JSON.readTree(json);
            var image = root.path("services").path(service).path("image").asString("");
            var name = root.path("name").asString("");
            return image.isEmpty() || name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ComposeProject(name, image));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    boolean followsVariable() {
        return image.contains(MARK);
    }

    /** The image that the service has when the variable has this value. */
    String image(String revision) {
        return image.replace(MARK, revision);
    }

    /** The value of the variable that makes {@code reference}; its tag where there is none. */
    String revision(String reference) {
        int at = image.indexOf(MARK);
        if (at >= 0) {
            var before = image.substring(0, at);
            var after = image.substring(at + MARK.length());
            boolean made =
                    reference.startsWith(before)
                            && reference.endsWith(after)
                            && reference.length() > before.length() + after.length();
            if (made) {
                return reference.substring(before.length(), reference.length() - after.length());
            }
        }
        return ImageId.tag(reference);
    }
}
