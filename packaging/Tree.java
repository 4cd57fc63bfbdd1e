import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** A directory with all that is in it. */
final class Tree {

    private Tree() {}

    /** Nothing to do if it is not there. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        for (var path : leavesFirst(root)) {
            Files.delete(path);
        }
    }

    /** Of links their own time, not that of what they point to. */
    static void setTimes(Path root, FileTime time) throws IOException {
        for (var path : leavesFirst(root)) {
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).setTimes(time, null, null);
        }
    }

    private static List<Path> leavesFirst(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted((a, b) -> b.compareTo(a)).toList();
        }
    }
}
