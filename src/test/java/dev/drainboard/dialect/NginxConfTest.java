package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NginxConfTest {

    private static NginxConf conf(String text) throws NginxSyntaxException {
        return NginxConf.of(
                "/etc/nginx/nginx.conf", Map.of("/etc/nginx/nginx.conf", text), Map.of());
    }

    private static List<String> servers(NginxConf conf) {
        return conf.upstreams().stream()
                .flatMap(upstream -> upstream.servers().stream())
                .map(server -> server.upstream() + " " + server.address() + " #" + server.nth())
                .toList();
    }

    @Test
    void an_upstream_is_found_with_its_servers_and_their_parameters() throws Exception {
        var upstream =
                conf("http { upstream odoo { ip_hash; zone z 64k; server 10.0.0.11:8069 weight=5 max_fails=2 max_fails=7; "
                                + "server backup.example:8069 backup down; } }")
                        .upstreams()
                        .getFirst();

        assertThat(upstream.name()).isEqualTo("odoo");
        assertThat(upstream.sticky()).isTrue();
        assertThat(upstream.has("zone")).isTrue();
        var first = upstream.servers().getFirst();
        assertThat(first.parameter("max_fails")).contains("7");
        assertThat(first.eligible()).isTrue();
        var second = upstream.servers().getLast();
        assertThat(second.backup()).isTrue();
        assertThat(second.down()).isTrue();
    }

    @Test
    void addresses_are_told_apart_as_nginx_tells_them() throws Exception {
        var servers =
                conf("upstream u { server 10.0.0.1; server node1:8069; server [fd00::1]:8072; server [fd00::2]; "
                                + "server unix:/run/odoo.sock; server \"node 2:81\"; }")
                        .upstreams()
                        .getFirst()
                        .servers();

        assertThat(servers)
                .extracting(server -> server.host().orElse("-"))
                .containsExactly("10.0.0.1", "node1", "fd00::1", "fd00::2", "-", "node 2");
        assertThat(servers)
                .extracting(NginxServer::port)
                .containsExactly(80, 8069, 8072, 80, -1, 81);
    }

    @Test
    void braces_in_comments_quotes_variables_and_lua_open_and_close_nothing() throws Exception {
        var text =
                """
                # upstream fake { server 1.1.1.1:1; }
                http {
                  log_format main '{"a":"$a#"} } {' "} # {";
                  map $a $b { default "}"; ~^x\\{2\\} 1; }
                  upstream odoo { # } a brace
                    server 10.0.0.1:8069; #} server 10.0.0.9:8069;
                    # server 10.0.0.8:8069;
                    server 10.0.0.2:8069 # down;
                      weight=2 ;
                  }
                  server {
                    set $x ${y};
                    content_by_lua_block {
                      local s = "}" .. '}' .. [[ } ]] .. [==[ ]] } ]==] -- }
                      --[[ } ]] local t = { { 1 }, 2 } -- it's } upstream lua { server 2.2.2.2:2; }
                    }
                  }
                  upstream last { server 10.0.0.3:8069; }
                }
                """;
        assertThat(servers(conf(text)))
                .containsExactly(
                        "odoo 10.0.0.1:8069 #0", "odoo 10.0.0.2:8069 #0", "last 10.0.0.3:8069 #0");
    }

    @Test
    void a_server_may_be_written_over_several_lines_with_comments_between() throws Exception {
        var text =
                "upstream u {\r\n server\r\n # note; }\r\n 10.0.0.1:8069 # more {\r\n down\r\n ;\r\n}";
        var server = conf(text).upstreams().getFirst().servers().getFirst();
        assertThat(server.address()).isEqualTo("10.0.0.1:8069");
        assertThat(server.down()).isTrue();
    }

    @Test
    void a_byte_order_mark_and_a_missing_last_newline_are_no_matter() throws Exception {
        var text = "\u00ef\u00bb\u00bfupstream u { server 10.0.0.1:8069; } # end";
        assertThat(servers(conf(text))).containsExactly("u 10.0.0.1:8069 #0");
    }

    @Test
    void quoted_and_escaped_words_are_read_as_nginx_reads_them() throws Exception {
        var server =
                conf("upstream 'u' { server \"10.0.0.1:8069\" \"down\" a\\;b 'it\\'s'; }")
                        .upstreams()
                        .getFirst()
                        .servers()
                        .getFirst();
        assertThat(server.upstream()).isEqualTo("u");
        assertThat(server.down()).isTrue();
        assertThat(server.has("a\\;b")).isTrue();
        assertThat(server.has("it's")).isTrue();
    }

    @Test
    void the_same_server_four_times_is_four_entries() throws Exception {
        var entry = "server 10.0.0.1:8069; ";
        assertThat(servers(conf("upstream u { " + entry.repeat(4) + "}")))
                .containsExactly(
                        "u 10.0.0.1:8069 #0",
                        "u 10.0.0.1:8069 #1",
                        "u 10.0.0.1:8069 #2",
                        "u 10.0.0.1:8069 #3");
    }

    @Test
    void includes_say_what_they_want_until_they_have_it() throws Exception {
        var main =
                "http { include mime.types; include sites/*.conf; upstream u { include /etc/nodes; } }";
        var nothing = conf(main);
        assertThat(nothing.wanted())
                .containsExactly("/etc/nginx/mime.types", "/etc/nginx/sites/*.conf", "/etc/nodes");

        var all =
                NginxConf.of(
                        "/etc/nginx/nginx.conf",
                        Map.of(
                                "/etc/nginx/nginx.conf", main,
                                "/etc/nginx/mime.types", "types { text/html html; }",
                                "/etc/nginx/sites/a.conf", "upstream a { server 10.0.0.5:8069; }",
                                "/etc/nodes", "server 10.0.0.6:8069;"),
                        Map.of(
                                "/etc/nginx/mime.types", List.of("/etc/nginx/mime.types"),
                                "/etc/nginx/sites/*.conf", List.of("/etc/nginx/sites/a.conf"),
                                "/etc/nodes", List.of("/etc/nodes")));
        assertThat(all.wanted()).isEmpty();
        assertThat(servers(all)).containsExactly("a 10.0.0.5:8069 #0", "u 10.0.0.6:8069 #0");
        assertThat(all.files()).hasSize(4);
    }

    @Test
    void one_file_included_in_two_upstreams_is_a_server_of_both() throws Exception {
        var conf =
                NginxConf.of(
                        "/n/main",
                        Map.of(
                                "/n/main",
                                "upstream a { include nodes; } upstream b { include nodes; }",
                                "/n/nodes",
                                "server 10.0.0.1:8069; server 10.0.0.2:8069;"),
                        Map.of("/n/nodes", List.of("/n/nodes")));
        assertThat(servers(conf))
                .containsExactly(
                        "a 10.0.0.1:8069 #0",
                        "a 10.0.0.2:8069 #0",
                        "b 10.0.0.1:8069 #0",
                        "b 10.0.0.2:8069 #0");
    }

    @Test
    void a_file_that_includes_itself_is_refused() {
        assertThatThrownBy(
                        () ->
                                NginxConf.of(
                                        "/n/main",
                                        Map.of("/n/main", "include b;", "/n/b", "include main;"),
                                        Map.of(
                                                "/n/b",
                                                List.of("/n/b"),
                                                "/n/main",
                                                List.of("/n/main"))))
                .isInstanceOf(NginxSyntaxException.class)
                .hasMessageContaining("/n/main");
    }

    @Test
    void what_stands_outside_all_blocks_is_told_from_what_stands_inside() throws Exception {
        var conf =
                conf(
                        "error_log /var/log/a.log warn; worker_shutdown_timeout 60s; http { error_log /b; }");
        assertThat(conf.main("error_log")).contains("/var/log/a.log");
        assertThat(conf.main("worker_shutdown_timeout")).contains("60s");
        assertThat(conf.main("pid")).isEmpty();
        assertThat(conf.all("error_log")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upstream u { server a:1; ",
                "upstream u } ",
                "}",
                "a 'b",
                "a \"b\"c;",
                ";",
                "{ }",
                "a",
                "a }",
                "x_by_lua_block { if a then \"}\" "
            })
    void what_nginx_cannot_read_is_refused_with_its_line(String text) {
        assertThatThrownBy(() -> conf("\n" + text))
                .isInstanceOf(NginxSyntaxException.class)
                .hasMessageContaining("/etc/nginx/nginx.conf:");
    }

    @Test
    void blocks_without_end_are_refused_before_our_stack_is() {
        assertThatThrownBy(() -> conf("a { ".repeat(100_000)))
                .isInstanceOf(NginxSyntaxException.class);
    }
}
