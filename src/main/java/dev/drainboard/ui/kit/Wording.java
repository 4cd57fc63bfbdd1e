package dev.drainboard.ui.kit;

import static dev.drainboard.ui.kit.Texts.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in the window's words what the engine says in those of the command line.
 *
 * <p>A fault has one text, which the journal keeps and the command line prints: its way out is a
 * command ("say --retry"). In the window the way out is a button, so every label that is not typed
 * on a shell goes through this book ({@link Views#label}). What the book does not know loses its
 * dashes and gets quotation marks: nobody reads two dashes or a backtick in the window.
 */
public final class Wording {

    /** Something of the command line, and the key of what it is called here. */
    private record Phrase(Pattern said, String key) {
        Phrase(String said, String key) {
            this(Pattern.compile(said), key);
        }
    }

    private static final String ROLLOUT = "(?:drainboard rollout CLUSTER )?";

    /** The longer before the shorter. {1} in a text is the first group. */
    private static final List<Phrase> BOOK =
            List.of(
                    new Phrase(
                            "`?" + ROLLOUT + "--resume --override REASON`?", "say.resume.override"),
                    new Phrase(
                            "`?" + ROLLOUT + "--resume`?(?: \\(--retry after a failure\\))?",
                            "say.resume"),
                    new Phrase("`?" + ROLLOUT + "--retry`?", "say.retry"),
                    new Phrase("`?" + ROLLOUT + "--roll-back`?", "say.roll_back"),
                    new Phrase("`?" + ROLLOUT + "--abort`?", "say.abort"),
                    new Phrase("`?" + ROLLOUT + "--pause`?", "say.pause"),
                    new Phrase("`drainboard rollout CLUSTER`", "say.rollout"),
                    new Phrase(
                            "`drainboard drain CLUSTER (\\S+) --then proceed`",
                            "say.drain.proceed"),
                    new Phrase("`drainboard drain CLUSTER (\\S+)`", "say.drain"),
                    new Phrase("`drainboard restore CLUSTER (\\S+)`", "say.restore"),
                    new Phrase("`?drainboard unlock CLUSTER --force`?", "say.unlock"),
                    new Phrase("`(?:drainboard )?status`", "say.status"),
                    new Phrase("See `check` for what does not answer", "say.check"),
                    new Phrase("`check` says what it does not answer", "say.check.it"),
                    new Phrase("see `check` for what does not answer", "say.check.it"),
                    new Phrase("`drainboard faults`", "say.faults"),
                    new Phrase("say --override REASON", "say.override"),
                    new Phrase("with --wait", "say.wait"),
                    new Phrase("--then proceed", "say.proceed"),
                    new Phrase("--read-only", "say.read_only"),
                    new Phrase("--to\\b", "say.to"));

    /** "Say --retry" is "choose Retry" where there is a button for it. */
    private static final Pattern SAY = Pattern.compile("\\b([Ss])ay (?=“)");

    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
    private static final Pattern DASHES = Pattern.compile("--(?=\\w)");

    private Wording() {}

    /** The same for whoever sits at the window. */
    public static String of(String said) {
        if (said.indexOf('`') < 0 && !said.contains("--")) {
            return said;
        }
        var words = said;
        for (var phrase : BOOK) {
            words =
                    phrase.said()
                            .matcher(words)
                            .replaceAll(found -> Matcher.quoteReplacement(called(phrase, found)));
        }
        words =
                SAY.matcher(words)
                        .replaceAll(
                                found ->
                                        text(
                                                        found.group(1).equals("S")
                                                                ? "say.choose.first"
                                                                : "say.choose")
                                                + " ");
        return quoted(words);
    }

    /** A command that has no button stays as it is typed; all around it is said in words. */
    private static String quoted(String words) {
        var said = new StringBuilder();
        var quoted = QUOTED.matcher(words);
        int from = 0;
        while (quoted.find()) {
            said.append(plain(words.substring(from, quoted.start())))
                    .append('“')
                    .append(quoted.group(1))
                    .append('”');
            from = quoted.end();
        }
        return said.append(plain(words.substring(from))).toString();
    }

    private static String plain(String words) {
        return DASHES.matcher(words).replaceAll("").replace("--", "–").replace('`', '’');
    }

    private static String called(Phrase phrase, java.util.regex.MatchResult found) {
        return found.groupCount() == 0 ? text(phrase.key()) : text(phrase.key(), found.group(1));
    }
}
