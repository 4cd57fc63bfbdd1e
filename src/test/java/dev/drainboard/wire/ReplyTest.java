package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer is the same in whatever pieces it arrives. */
final class ReplyTest {

    private final Frame frame = Frame.of(Script.of("test", ":"));

    private byte[] answer(byte[] noise, byte[] body, String word) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(noise);
        bytes.writeBytes(frame.beginMark());
        bytes.writeBytes(body);
        bytes.writeBytes(frame.endMark());
        bytes.writeBytes((word + "\nstraggler").getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    private static void inPieces(byte[] bytes, OutputStream to, Random random) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            int step = Math.min(bytes.length - at, 1 + random.nextInt(1 + random.nextInt(40)));
            to.write(bytes, at, step);
            at += step;
        }
    }

    /** Bodies of newlines and of pieces of the marks themselves: where a matcher goes wrong. */
    private byte[] treacherous(Random random) {
        var body = new ByteArrayOutputStream();
        for (int i = random.nextInt(12); i > 0; i--) {
            var mark = random.nextBoolean() ? frame.beginMark() : frame.endMark();
            switch (random.nextInt(3)) {
                case 0 -> body.write(mark, 0, random.nextInt(mark.length - 2));
                case 1 -> body.write('\n');
                default -> body.write(random.nextInt(256));
            }
        }
        return body.toByteArray();
    }

    @Test
    void the_body_comes_back_byte_for_byte_in_whatever_pieces() throws Exception {
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var body = treacherous(random);
            var lines = new ArrayList<String>();
            var reply = Reply.to(frame, lines::add);
            var noise = new byte[random.nextInt(30)];
            random.nextBytes(noise);
            inPieces(answer(noise, body, "7"), reply.out(), random);
            inPieces(answer(new byte[0], body, ""), reply.err(), random);
            assertThat(reply.await(Deadline.in(Duration.ofSeconds(5))))
                    .as("seed " + seed)
                    .isEqualTo(Reply.End.COMPLETE);
            var output = reply.output();
            assertThat(output.exit()).isEqualTo(7);
            assertThat(output.out()).as("seed " + seed).isEqualTo(body);
            assertThat(output.err()).as("seed " + seed).isEqualTo(body);
            assertThat(lines).as("seed " + seed).isEqualTo(lines(body));
        }
    }

    private static List<String> lines(byte[] body) {
        var all =
                new ArrayList<>(
                        List.of(new String(body, StandardCharsets.ISO_8859_1).split("\n", -1)));
        if (all.getLast().isEmpty()) {
            all.removeLast();
        }
        return all.stream()
                .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void an_answer_to_another_frame_is_noise() throws Exception {
        var other = new ReplyTest();
        var reply = Reply.to(frame);
        reply.out().write(other.answer(new byte[0], "forged".getBytes(), "0"));
        assertThat(reply.await(Deadline.in(Duration.ofMillis(50)))).isEqualTo(Reply.End.LATE);
        assertThat(reply.begun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1000", "0 ", "zero", "0\r"})
    void a_sentinel_without_an_exit_code_is_none(String word) throws Exception {
        var reply = Reply.to(frame);
        reply.out().write(answer(new byte[0], new byte[0], word));
        reply.close();
        assertThat(reply.await(Deadline.in(Duration.ofMillis(50)))).isEqualTo(Reply.End.CUT);
    }

    @Test
    void an_answer_that_ends_before_its_sentinel_is_cut() throws Exception {
        var whole = answer(new byte[0], "body".getBytes(), "0");
        int sentinel = whole.length - "\nstraggler".length();
        for (int length = 0; length <= sentinel; length++) {
            var reply = Reply.to(frame);
            reply.out().write(whole, 0, length);
            reply.close();
            assertThat(reply.await(Deadline.in(Duration.ofSeconds(1))))
                    .as("after " + length + " bytes")
                    .isEqualTo(Reply.End.CUT);
        }
    }
}
