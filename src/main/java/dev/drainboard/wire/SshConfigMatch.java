package dev.drainboard.wire;

import java.util.List;
import java.util.Locale;

/**
 * Whether a Host or Match line speaks of this connection, as ssh_config(5) says. The names are
 * those that the lines above have given so far.
 *
 * @param original as it was asked for
 * @param hostName where HostName leads to
 * @param user to sign in as
 * @param localUser of this workstation
 */
record SshConfigMatch(String original, String hostName, String user, String localUser) {

    boolean host(SshConfigLine line) {
        return hostMatches(line.arguments(), original);
    }

    /**
     * @throws Unfollowed for a criterion that would need more than these names
     */
    boolean match(SshConfigLine line) throws Unfollowed {
        var words = line.arguments();
        for (int at = 0; at < words.size(); at++) {
            boolean negated = words.get(at).startsWith("!");
            var criterion = words.get(at).substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
            boolean holds;
            switch (criterion) {
                case "all" -> holds = true;
                case "canonical" -> holds = false;
                case "host" -> holds = listMatches(words, ++at, hostName);
                case "originalhost" -> holds = listMatches(words, ++at, original);
                case "user" -> holds = listMatches(words, ++at, user);
                case "localuser" -> holds = listMatches(words, ++at, localUser);
                default -> throw new Unfollowed(criterion);
            }
            if (holds == negated) {
                return false;
            }
        }
        return true;
    }

    private static boolean listMatches(List<String> words, int at, String name) {
        return at < words.size() && hostMatches(List.of(words.get(at).split(",")), name);
    }

    private static boolean hostMatches(List<String> patterns, String name) {
        boolean matched = false;
        for (String pattern : patterns) {
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

    /** A criterion that we do not follow. */
    static final class Unfollowed extends Exception {
        private static final long serialVersionUID = 1L;

        Unfollowed(String criterion) {
            super("Match " + criterion + " is not followed", null, false, false);
        }
    }
}
