package dev.drainboard.dialect;

/** A file that nginx would refuse to read as well; the message names file and line. */
public final class NginxSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    public NginxSyntaxException(String what, String path, int line) {
        super(what + " in " + path + ":" + line);
    }
}
