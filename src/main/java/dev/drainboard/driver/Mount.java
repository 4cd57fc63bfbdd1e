package dev.drainboard.driver;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A line of /proc/mounts. */
record Mount(String source, String target, String type) {

    /** On a node's own disk; two nodes never share one, however alike they look. */
    private static final Set<String> LOCAL =
            Set.of(
                    "ext2",
                    "ext3",
                    "ext4",
                    "xfs",
                    "btrfs",
                    "bcachefs",
                    "f2fs",
                    "jfs",
                    "reiserfs",
                    "zfs",
                    "overlay",
                    "aufs",
                    "tmpfs",
                    "ramfs",
                    "rootfs",
                    "squashfs",
                    "vfat",
                    "exfat",
                    "ntfs",
                    "ntfs3",
                    "fuseblk");

    /** Known by an id of their own, whatever servers a node was told of. */
    private static final Set<String> NUMBERED = Set.of("ceph", "gfs2", "ocfs2");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final Pattern SERVER =
            Pattern.compile("(?:[^/@]*@)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):.*");

    /**
     * The mount that a path is on: the longest that leads to it, and of several in one place the
     * last, which lies on top. Nothing is touched to find out.
     */
    static Optional<Mount> of(String mounts, String path) {
        Optional<Mount> best = Optional.empty();
        for (var line : mounts.lines().toList()) {
            var words = line.split(" ");
            if (words.length < 6) {
                continue;
            }
            var mount = new Mount(plain(words[0]), plain(words[1]), words[2]);
            boolean longer =
                    best.isEmpty() || mount.target().length() >= best.get().target().length();
            if (mount.leadsTo(path) && longer) {
                best = Optional.of(mount);
            }
        }
        return best;
    }

    private boolean leadsTo(String path) {
        return target.equals("/") || path.equals(target) || path.startsWith(target + "/");
    }

    private static String plain(String word) {
        return ESCAPED.matcher(word)
                .replaceAll(
                        octal ->
                                java.util.regex.Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(octal.group(1), 8))));
    }

    boolean local() {
        return LOCAL.contains(type);
    }

    /** The server's name, where the source names one. */
    Optional<String> server() {
        var found = SERVER.matcher(source);
        return found.matches()
                ? Optional.of(found.group(1).replaceAll("[\\[\\]]", ""))
                : Optional.empty();
    }

    /**
     * Equal on two nodes that see the same file system at {@code path}.
     *
     * @param address of the server, its name if it does not resolve
     * @param number the file system's own; used only where it means the same on every node
     */
    String identity(String path, Optional<String> address, String number) {
        var rest =
                path.equals(target) ? "" : path.substring(target.equals("/") ? 0 : target.length());
        if (NUMBERED.contains(type)) {
            return type + ":" + number + rest;
        }
        var family = type.equals("nfs4") ? "nfs" : type;
        var from =
                server().isEmpty() || address.isEmpty()
                        ? source
                        : address.get()
                                + source.substring(
                                        source.indexOf(":/") < 0
                                                ? source.lastIndexOf(':')
                                                : source.indexOf(":/"));
        return family + ":" + from.replaceFirst("/+$", "") + rest;
    }
}
