package dev.drainboard.wire;

/** A key as the picture that ssh-keygen(1) draws of it: eyes notice what digits hide. */
final class Randomart {

    private static final String VALUES = " .o+=*BOX@%&#/^SE";
    private static final int WIDTH = 17;
    private static final int HEIGHT = 9;

    private Randomart() {}

    /** Eleven lines; the walk of a bishop that each two bits of the digest move by one field. */
    static String of(HostKey key) {
        var visits = new int[HEIGHT][WIDTH];
        int x = WIDTH / 2;
        int y = HEIGHT / 2;
        for (byte step : key.digest()) {
            for (int bits = step & 0xff, i = 0; i < 4; i++, bits >>= 2) {
                x = Math.clamp(x + ((bits & 1) != 0 ? 1 : -1), 0, WIDTH - 1);
                y = Math.clamp(y + ((bits & 2) != 0 ? 1 : -1), 0, HEIGHT - 1);
                visits[y][x] = Math.min(visits[y][x] + 1, VALUES.length() - 3);
            }
        }
        visits[HEIGHT / 2][WIDTH / 2] = VALUES.indexOf('S');
        visits[y][x] = VALUES.indexOf('E');
        var picture = new StringBuilder(frame(title(key)));
        for (var row : visits) {
            picture.append("|");
            for (int visit : row) {
                picture.append(VALUES.charAt(visit));
            }
            picture.append("|\n");
        }
        return picture.append(frame("[SHA256]")).toString();
    }

    private static String title(HostKey key) {
        return switch (key.type()) {
            case "ssh-ed25519" -> "[ED25519 256]";
            case "ssh-rsa" -> "[RSA]";
            case "ecdsa-sha2-nistp256" -> "[ECDSA 256]";
            case "ecdsa-sha2-nistp384" -> "[ECDSA 384]";
            case "ecdsa-sha2-nistp521" -> "[ECDSA 521]";
            default -> "[KEY]";
        };
    }

    private static String frame(String title) {
        int left = (WIDTH - title.length()) / 2;
        int right = WIDTH - title.length() - left;
        return "+" + "-".repeat(left) + title + "-".repeat(right) + "+\n";
    }
}
