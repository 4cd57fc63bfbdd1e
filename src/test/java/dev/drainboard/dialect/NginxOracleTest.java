package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx itself says what a configuration is: what it reads we read, and what we write it reads. */
@Tag("lab")
class NginxOracleTest {

    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    private static final String TEXT =
            """
            events { } # { "
            http {
                access_log off;
                log_format x '{"a": "}\\'"}' "\\"#";
                map $http_x $y { default "} {"; "~^a{2}$" '{x'; }
                upstream odoo { # server a
                    server 127.0.0.1:1 weight=2 #x
                ;
                    server '127.0.0.2:1' "max_fails=2" fail_timeout=3s;server 127.0.0.3:1;
                }
                upstream chat{server 127.0.0.1:2;server 127.0.0.2:2 down;server 127.0.0.3:2 backup;}
                server { listen 127.0.0.1:1; set $a "${host}x"; set $b a${host}; location / { proxy_pass http://odoo; } }
            }
            """;

    private final Random random = new Random(42);

    @TempDir Path directory;

    @Test
    void what_nginx_reads_we_read_and_what_we_write_nginx_reads() throws Exception {
        assumeTrue(Files.isExecutable(NGINX), "there is no " + NGINX);
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "nginx -t opens what only root may");
        int accepted = 0;
        for (int i = 0; i < 400; i++) {
            var text = i == 0 ? TEXT : mutated();
            if (!nginxReads(text)) {
                continue;
            }
            accepted++;
            var conf = NginxConf.of("/main", Map.of("/main", text), Map.of());
            var additions =
                    Set.copyOf(
                            NginxDrain.of(
                                            conf.upstreams(),
                                            server -> server.address().startsWith("127.0.0.1:"))
                                    .additions());
            var drained = NginxDrain.add(conf, additions).getOrDefault("/main", text);
            assertThat(nginxReads(drained)).as(drained).isTrue();
            var now = NginxConf.of("/main", Map.of("/main", drained), Map.of());
            assertThat(NginxDrain.takeBack(now, additions).getOrDefault("/main", drained))
                    .isEqualTo(text);
        }
        assertThat(accepted).isGreaterThan(50);
    }

    private String mutated() {
        var text = new StringBuilder(TEXT);
        for (int j = random.nextInt(1, 4); j > 0; j--) {
            int at = random.nextInt(text.length());
            var pieces =
                    List.of(
                            " ", "\n", "\r\n", "\t", "#", ";", "\\", "{", "}", "\"", "'", "$",
                            " # x\n");
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                default -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
            }
        }
        return text.toString();
    }

    private boolean nginxReads(String text) throws IOException, InterruptedException {
        var file = directory.resolve("nginx.conf");
        Files.write(
                file,
                ("pid " + directory + "/pid; error_log " + directory + "/log;\n" + text)
                        .getBytes(StandardCharsets.ISO_8859_1));
        var process =
                new ProcessBuilder(
                                NGINX.toString(),
                                "-t",
                                "-q",
                                "-p",
                                directory.toString(),
                                "-c",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor() == 0;
    }
}
