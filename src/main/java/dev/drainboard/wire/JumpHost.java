package dev.drainboard.wire;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** {@code [user@]host[:port]}, an IPv6 address in brackets; what is empty is configured. */
record JumpHost(String host, Optional<String> user, OptionalInt port) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:ssh://)?(?:([^@\\s]+)@)?"
                            + "(\\[[0-9A-Fa-f:.]+\\]|[^:@/\\s\\[\\]-][^:@/\\s\\[\\]]*)"
                            + "(?::([0-9]{1,5}))?/?");

    static Optional<JumpHost> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new JumpHost(
                        form.group(2).replaceAll("[\\[\\]]", ""),
                        Optional.ofNullable(form.group(1)),
                        form.group(3) == null
                                ? OptionalInt.empty()
                                : OptionalInt.of(Integer.parseInt(form.group(3)))));
    }
}
