package dev.drainboard.cli;

/**
 * Text of remote origin, fit for a terminal: no control characters, no changes of writing
 * direction.
 */
final class Plain {

    private Plain() {}

    static String text(String remote) {
        var plain = new StringBuilder(remote.length());
        remote.codePoints().filter(Plain::harmless).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean harmless(int character) {
        boolean control =
                Character.isISOControl(character) && character != '\t' && character != '\n';
        boolean direction =
                character >= 0x202A && character <= 0x202E
                        || character >= 0x2066 && character <= 0x2069;
        return !control && !direction;
    }
}
