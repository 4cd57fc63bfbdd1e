package dev.drainboard.store;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From the cluster file to the {@link Cluster}, or to all that is wrong with it at once. What the
 * contract knows and this version does not drive is refused by name, never half accepted.
 */
public final class ClusterFile {

    /** A cluster of a thousand nodes has less. */
    public static final int LARGEST = 1 << 20;

    private ClusterFile() {}

    /** What came of reading. */
    public sealed interface Outcome {
        /** The file is right. */
        record Read(Cluster cluster) implements Outcome {}

        /** It is not; in the file's order, never empty. */
        record Refused(List<Mistake> mistakes) implements Outcome {
            public Refused {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /**
     * @throws FaultException WRONG: the file cannot be read, or is wrong; then {@code output} has a
     *     line {@code file:line:column: found X, expected Y} for each mistake
     */
    public static Cluster read(Path file) throws FaultException {
        return switch (parse(file.toString(), text(file), beside(file), home())) {
            case Outcome.Read right -> right.cluster();
            case Outcome.Refused refused -> throw fault(file, refused.mistakes()).thrown();
        };
    }

    /**
     * @param name as it is told in mistakes
     * @param beside what relative paths on this machine are relative to
     * @param home what {@code ~} is
     */
    public static Outcome parse(String name, String text, Path beside, Path home) {
        var mistakes = new Mistakes(name);
        var cluster =
                YamlText.read(text, mistakes)
                        .map(yaml -> Section.of(yaml, Keys.CLUSTER, mistakes))
                        .flatMap(root -> new ClusterSection(root, beside, home).read());
        return mistakes.none() && cluster.isPresent()
                ? new Outcome.Read(cluster.get())
                : new Outcome.Refused(mistakes.all());
    }

    private static Path beside(Path file) {
        return file.toAbsolutePath().normalize().getParent();
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    private static String text(Path file) throws FaultException {
        try {
            if (Files.size(file) > LARGEST) {
                throw unreadable(file, "It is larger than 1 MiB.").thrown();
            }
            var bytes = Files.readAllBytes(file);
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw unreadable(file, "There is no such file.").thrown();
        } catch (CharacterCodingException e) {
            throw unreadable(file, "It is not UTF-8.").thrown();
        } catch (IOException e) {
            throw unreadable(file, e.toString()).thrown();
        }
    }

    private static Fault unreadable(Path file, String why) {
        return Fault.of(
                Fault.Kind.WRONG,
                "cluster-file.unreadable",
                "The cluster file " + file + " cannot be read.",
                why,
                "Name a cluster file that you may read.");
    }

    private static Fault fault(Path file, List<Mistake> mistakes) {
        return Fault.of(
                        Fault.Kind.WRONG,
                        "cluster-file.wrong",
                        "The cluster file "
                                + file.getFileName()
                                + (mistakes.size() == 1
                                        ? " has a mistake."
                                        : " has " + mistakes.size() + " mistakes."),
                        mistakes.getFirst() + ".",
                        mistakes.size() == 1
                                ? "Mend it and try again."
                                : "Mend what the lines below name and try again.")
                .said(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    }
}
