package dev.drainboard.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordingTest {

    /** Whose words reach the window. */
    private static final List<String> ROOMS =
            List.of("app", "driver", "model", "rollout", "store", "watch", "wire");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*+)\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mend the node and say --retry, or take everything back with --roll-back."
                        + "|Mend the node and choose “Retry…”, or take everything back with"
                        + " “Roll back…”.",
                "Say `drainboard rollout CLUSTER --resume`, `--roll-back` or `--abort`; restore is"
                        + " allowed."
                        + "|Choose “Resume…”, “Roll back…” or “Abort…”; restore is allowed.",
                "Say `drainboard rollout CLUSTER --resume` (--retry after a failure), `--roll-back`"
                        + " or `--abort`."
                        + "|Choose “Resume…”, “Roll back…” or “Abort…”.",
                "Begin one with `drainboard rollout CLUSTER`.|Begin one with “Roll out update…”.",
                "Wait once more: `drainboard drain CLUSTER node2`. Put it back: `drainboard restore"
                        + " CLUSTER node2`."
                        + "|Wait once more: “Drain…” of node2. Put it back: “Restore…” of node2.",
                "Go on and cut them: `--resume --override REASON`."
                        + "|Go on and cut them: only from the command line, with a reason.",
                "See `check` for what does not answer."
                        + "|The line at the bottom names what does not answer.",
                "Mend what `nginx -t` names there, then try again."
                        + "|Mend what “nginx -t” names there, then try again.",
                "Say `apt-get install --yes socat` there.|Say “apt-get install --yes socat” there.",
                "Nothing was changed: this is --read-only.|Nothing was changed: this is read-only.",
                "node2 is not idle after 2 min.|node2 is not idle after 2 min."
            })
    void whatIsACommandThereIsAButtonHere(String said, String here) {
        assertThat(Wording.of(said)).isEqualTo(here);
    }

    @Test
    void nothingThatWeSayShowsDashesOrBackticksInTheWindow() throws IOException {
        var wrong = new ArrayList<String>();
        int seen = 0;
        for (var room : ROOMS) {
            try (var files = Files.walk(Path.of("src/main/java/dev/drainboard", room))) {
                for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    var literals = LITERAL.matcher(Files.readString(file));
                    while (literals.find()) {
                        var said = literals.group(1);
                        seen += said.contains("--") || said.contains("`") ? 1 : 0;
                        // what is typed on a host is typed with its dashes
                        var here = Wording.of(said).replaceAll("“[^”]*”", "");
                        if (here.contains("--") || here.contains("`")) {
                            wrong.add(file.getFileName() + ": " + here);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).as("otherwise this looks at nothing").isGreaterThan(50);
    }
}
