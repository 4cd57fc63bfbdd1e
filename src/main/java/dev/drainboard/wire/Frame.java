package dev.drainboard.wire;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One script as it is fed to a {@code sh} that reads its commands from standard input, and the
 * marks by which its answer is told from everything else that comes out of that shell.
 *
 * <p>The marks carry 128 random bits, made anew for each frame, so no output can forge them and no
 * earlier answer can be taken for this one. They stand on standard output and on standard error;
 * what comes before a begin mark (a talkative .bashrc, a banner) is noise, what comes after an end
 * mark is a straggler. The end mark on standard output is the sentinel: it carries the exit code,
 * because an SSH server may report that late or never (38 % of healthy commands had none at the end
 * of output).
 *
 * <p>The body is a single quoted word given to {@code eval} in a subshell: {@code exit} ends the
 * subshell and not the frame, a syntax error is an exit code of 2, and nothing of it shows in a
 * process list. Its standard input is closed, so that no command in it can eat the rest of the
 * frame.
 */
final class Frame {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String nonce;
    private final String body;

    private Frame(String nonce, String body) {
        this.nonce = nonce;
        this.body = body;
    }

    static Frame of(Script script) {
        var bits = new byte[16];
        RANDOM.nextBytes(bits);
        return new Frame(HexFormat.of().formatHex(bits), script.render());
    }

    /** What the shell is fed. Ends with a newline, so a shell that loops acts on it at once. */
    byte[] feed() {
        return """
        echo; echo 'NONCE begin'
        { echo; echo 'NONCE begin'; } >&2
        ( eval 'BODY' ) </dev/null
        set -- $?
        { echo; echo 'NONCE end '; } >&2
        echo; echo "NONCE end $1"
        """
                .replace("NONCE", nonce)
                .replace("BODY", body.replace("'", "'\\''"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** After this the body begins. Its only newlines are its first and last byte. */
    byte[] beginMark() {
        return ("\n" + nonce + " begin\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Before this the body has ended; digits and a newline follow. Its only newline is first. */
    byte[] endMark() {
        return ("\n" + nonce + " end ").getBytes(StandardCharsets.US_ASCII);
    }
}
