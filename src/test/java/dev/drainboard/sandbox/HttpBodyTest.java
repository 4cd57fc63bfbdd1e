package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpBodyTest {

    private static HttpHead head(String text) throws IOException {
        return HttpHead.read(bytes(text)).orElseThrow();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String copied(HttpBody body, String from) throws IOException {
        var out = new ByteArrayOutputStream();
        body.copy(bytes(from), out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void chunks_are_passed_on_as_they_are_and_not_a_byte_more() throws Exception {
        var body =
                HttpBody.ofAnswer(
                        head("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), "GET");
        var chunks = "4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\nTrailer: t\r\n\r\n";

        assertThat(copied(body, chunks + "HTTP/1.1 next")).isEqualTo(chunks);
    }

    @Test
    void a_length_is_kept_to_and_a_body_that_is_cut_off_is_told() throws Exception {
        var body = HttpBody.ofAnswer(head("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n"), "GET");

        assertThat(copied(body, "123456")).isEqualTo("12345");
        assertThatThrownBy(() -> copied(body, "1234")).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, HEAD, None",
        "HTTP/1.1 204 No Content, GET, None",
        "HTTP/1.1 304 Not Modified, GET, None",
        "HTTP/1.1 101 Switching Protocols, GET, None",
        "HTTP/1.0 200 OK, GET, UntilEnd"
    })
    void without_a_length_the_status_and_the_method_say_it(String start, String method, String kind)
            throws Exception {
        assertThat(HttpBody.ofAnswer(head(start + "\r\n\r\n"), method).getClass().getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void a_head_that_is_cut_off_is_none_and_one_that_never_began_is_empty() throws Exception {
        assertThat(HttpHead.read(bytes(""))).isEmpty();
        assertThatThrownBy(() -> HttpHead.read(bytes("GET / HTTP/1.1\r\nHost: x")))
                .isInstanceOf(EOFException.class);
    }
}
