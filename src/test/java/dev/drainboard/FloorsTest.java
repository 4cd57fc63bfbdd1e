package dev.drainboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rooms of docs/design.md, held from the class files: which package may know which of ours, and
 * who may know JavaFX, SSH and the clock. Who changes the map changes this table, in the same
 * commit.
 */
class FloorsTest {

    private static final Path CLASSES = Path.of("target/classes/dev/drainboard");
    private static final String ROOT = "dev/drainboard/";

    /** Package, and what of ours it may know. Every package stands here. */
    private static final Map<String, Set<String>> MAY_KNOW =
            Map.ofEntries(
                    Map.entry("model", Set.of()),
                    Map.entry("wire", Set.of()),
                    Map.entry("dialect", Set.of()),
                    Map.entry("port", Set.of("model")),
                    Map.entry("ui.kit", Set.of("model")),
                    Map.entry("driver", Set.of("model", "port", "wire", "dialect")),
                    Map.entry("store", Set.of("model", "port", "wire")),
                    Map.entry("watch", Set.of("model", "port")),
                    Map.entry("rollout", Set.of("model", "port")),
                    Map.entry("sandbox", Set.of("model")),
                    Map.entry("ui.board", Set.of("model", "ui.kit")),
                    Map.entry("ui.rollout", Set.of("model", "ui.kit")),
                    Map.entry("ui.frame", Set.of("model", "ui.kit", "ui.board", "ui.rollout")),
                    Map.entry("cli", Set.of("model")));

    private static final Set<String> TOP = Set.of("app");

    /** Who may know a library: its package prefix, and the rooms. */
    private static final Map<String, Set<String>> LIBRARIES =
            Map.of(
                    "javafx/", Set.of("ui.kit", "ui.board", "ui.rollout", "ui.frame", "app"),
                    "org/controlsfx/", Set.of("ui.kit", "ui.board", "ui.rollout", "ui.frame"),
                    "com/jcraft/jsch/", Set.of("wire"),
                    "org/apache/sshd/", Set.of("sandbox"),
                    "okhttp3/", Set.of("wire"),
                    "java/sql/", Set.of("wire", "driver"),
                    "tools/jackson/", Set.of("store", "cli", "wire", "driver"),
                    "picocli/", Set.of("cli", "app"));

    private static final Pattern OURS = Pattern.compile(ROOT + "((?:[a-z]+/)*)[A-Z]");

    @Test
    void every_arrow_runs_down() throws IOException {
        var wrong = new ArrayList<String>();
        arrows().forEach(
                        (room, known) -> {
                            if (!TOP.contains(room)) {
                                known.stream()
                                        .filter(other -> !other.equals(room))
                                        .filter(
                                                other ->
                                                        !MAY_KNOW.getOrDefault(room, Set.of())
                                                                .contains(other))
                                        .forEach(other -> wrong.add(room + " knows " + other));
                            }
                        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_package_has_its_place_in_the_table_and_its_package_info() throws IOException {
        var rooms = new TreeSet<>(arrows().keySet());
        var known = new TreeSet<>(MAY_KNOW.keySet());
        known.addAll(TOP);
        assertThat(known).containsAll(rooms);
        for (var room : rooms) {
            assertThat(Path.of("src/main/java", ROOT, room.replace('.', '/'), "package-info.java"))
                    .exists();
        }
    }

    @Test
    void libraries_stay_in_their_rooms() throws IOException {
        var wrong = new ArrayList<String>();
        for (var model : classes()) {
            var room = room(model.thisClass().asInternalName());
            for (var name : references(model)) {
                LIBRARIES.forEach(
                        (prefix, rooms) -> {
                            if (name.startsWith(prefix) && !rooms.contains(room)) {
                                wrong.add(room + " knows " + name);
                            }
                        });
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobody_reads_the_clock_but_the_wiring() throws IOException {
        var wrong = new ArrayList<String>();
        for (var model : classes()) {
            var room = room(model.thisClass().asInternalName());
            if (TOP.contains(room) || room.equals("wire")) {
                continue; // a socket's own deadlines are its own business
            }
            for (var entry : model.constantPool()) {
                if (entry instanceof java.lang.classfile.constantpool.MethodRefEntry method) {
                    var call = method.owner().asInternalName() + "." + method.name().stringValue();
                    var type = method.type().stringValue();
                    boolean now = call.equals("java/time/Instant.now") && type.startsWith("()");
                    if (now || call.equals("java/lang/System.currentTimeMillis")) {
                        wrong.add(model.thisClass().asInternalName() + " calls " + call);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Room to the rooms that its classes name. */
    private static Map<String, Set<String>> arrows() throws IOException {
        var arrows = new TreeMap<String, Set<String>>();
        for (var model : classes()) {
            var room = room(model.thisClass().asInternalName());
            var known = arrows.computeIfAbsent(room, name -> new TreeSet<>());
            for (var name : references(model)) {
                if (name.startsWith(ROOT)) {
                    known.add(room(name));
                }
            }
        }
        return arrows;
    }

    /** Every class that a class file names, in instructions as in descriptors and signatures. */
    private static List<String> references(ClassModel model) {
        var names = new ArrayList<String>();
        for (var entry : model.constantPool()) {
            if (entry instanceof ClassEntry type) {
                names.add(type.asInternalName().replaceFirst("^\\[+L?", ""));
            } else if (entry instanceof Utf8Entry text && text.stringValue().contains("L")) {
                var matcher =
                        Pattern.compile("L((?:[a-zA-Z0-9_$]+/)+[a-zA-Z0-9_$]+)[;<]")
                                .matcher(text.stringValue());
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        }
        return names;
    }

    private static List<ClassModel> classes() throws IOException {
        var models = new ArrayList<ClassModel>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                models.add(ClassFile.of().parse(file));
            }
        }
        assertThat(models).isNotEmpty();
        return models;
    }

    private static String room(String className) {
        var matcher = OURS.matcher(className);
        if (matcher.find()) {
            return matcher.group(1).replaceAll("/$", "").replace('/', '.');
        }
        var folder = className.substring(ROOT.length(), className.lastIndexOf('/'));
        return folder.replace('/', '.');
    }
}
