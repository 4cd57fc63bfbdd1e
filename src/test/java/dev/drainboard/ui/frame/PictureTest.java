package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The window on a real display looks as it did when somebody looked at it. Pictures of reference
 * are in {@code src/test/resources/dev/drainboard/ui/frame}; after a change that was meant, and
 * looked at, {@code -Ddrainboard.pictures=keep} writes them anew.
 */
final class PictureTest {

    private static final Map<String, List<String>> HELD =
            Map.of(
                    "light",
                    List.of("board"),
                    "dark",
                    List.of(
                            "board-draining",
                            "board-forty",
                            "drain-dialog",
                            "palette",
                            "nodes",
                            "rollout-running",
                            "rollout-failed"));

    private static final Path REFERENCES = Path.of("src/test/resources/dev/drainboard/ui/frame");
    private static final Path TAKEN = Path.of("target/pictures");

    /** What another version of the font renderer may do to the edge of a letter. */
    private static final int SHADE = 48;

    private static final int BLOCK = 16;

    /** Of the 256 pixels of a block; a label that moves by one pixel changes more than these. */
    private static final int FEW = 12;

    private static Process display;

    @BeforeAll
    static void take() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/Xvfb")),
                "a display to draw on needs Xvfb, the package xvfb");
        display =
                new ProcessBuilder(
                                "Xvfb",
                                "-displayfd",
                                "1",
                                "-screen",
                                "0",
                                "1440x900x24",
                                "-nolisten",
                                "tcp")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var number = display.inputReader().readLine();
        for (var theme : HELD.keySet()) {
            take(":" + number, theme);
        }
        if ("keep".equals(System.getProperty("drainboard.pictures"))) {
            for (var picture : pictures().toList()) {
                Files.createDirectories(REFERENCES);
                Files.write(
                        REFERENCES.resolve(picture), Files.readAllBytes(TAKEN.resolve(picture)));
            }
        }
    }

    /** In a process of its own: this one draws without a display. */
    private static void take(String display, String theme) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--module-path=target/javafx",
                                "--add-modules=javafx.controls",
                                "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                                "-Dprism.order=sw",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Shots.class.getName(),
                                TAKEN.toString(),
                                "1440",
                                "900",
                                theme.toUpperCase(Locale.ROOT)));
        command.addAll(HELD.get(theme));
        var log = Files.createTempFile("pictures", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DISPLAY", display);
        var process = builder.redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
        Files.delete(log);
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (display != null) {
            display.destroy();
            display.waitFor();
        }
    }

    private static Stream<String> pictures() {
        return HELD.entrySet().stream()
                .flatMap(
                        held ->
                                held.getValue().stream()
                                        .map(name -> name + "-" + held.getKey() + "-1440x900.png"));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void it_looks_as_it_did(String picture) throws IOException {
        assertThat(differences(reference(picture), ImageIO.read(TAKEN.resolve(picture).toFile())))
                .as("where %s differs from what is in %s", TAKEN.resolve(picture), REFERENCES)
                .isEmpty();
    }

    /** Else nothing above means anything: the name on a card, one pixel to the right. */
    @Test
    void a_label_that_moves_by_a_pixel_is_seen() throws IOException {
        var before = reference("board-light-1440x900.png");
        var after = reference("board-light-1440x900.png");
        int x = 578;
        int y = 192;
        after.getGraphics().drawImage(before.getSubimage(x, y, 46, 20), x + 1, y, null);
        assertThat(differences(before, before)).isEmpty();
        assertThat(differences(before, after)).isNotEmpty();
    }

    private static BufferedImage reference(String picture) throws IOException {
        return ImageIO.read(REFERENCES.resolve(picture).toFile());
    }

    /** The upper left corners of the blocks that look otherwise. */
    private static List<Point> differences(BufferedImage one, BufferedImage other) {
        assertThat(other.getWidth()).isEqualTo(one.getWidth());
        assertThat(other.getHeight()).isEqualTo(one.getHeight());
        var blocks = new ArrayList<Point>();
        for (int y = 0; y < one.getHeight(); y += BLOCK) {
            for (int x = 0; x < one.getWidth(); x += BLOCK) {
                if (different(one, other, x, y) > FEW) {
                    blocks.add(new Point(x, y));
                }
            }
        }
        return blocks;
    }

    private static int different(BufferedImage one, BufferedImage other, int left, int top) {
        int count = 0;
        for (int y = top; y < Math.min(top + BLOCK, one.getHeight()); y++) {
            for (int x = left; x < Math.min(left + BLOCK, one.getWidth()); x++) {
                count += apart(one.getRGB(x, y), other.getRGB(x, y)) > SHADE ? 1 : 0;
            }
        }
        return count;
    }

    private static int apart(int one, int other) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs((one >> shift & 255) - (other >> shift & 255)));
        }
        return most;
    }
}
