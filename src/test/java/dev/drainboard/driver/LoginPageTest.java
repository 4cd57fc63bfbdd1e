package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoginPageTest {

    @Test
    void what_the_page_needs_of_its_own_node_is_named_once_each() {
        var page =
                """
                <link type="text/css" rel="stylesheet" href="/web/assets/1-ab/web.min.css"/>
                <link rel="shortcut icon" href="/web/static/img/favicon.ico"/>
                <link rel="canonical" href="/web/login"/>
                <script type="text/javascript" src="/web/assets/2-cd/web.min.js" defer></script>
                <script>var src = "/no/asset";</script>
                <script src="//cdn.example.com/x.js"></script>
                <script src="https://cdn.example.com/x.js"></script>
                <img alt="logo" src='/web/binary/company_logo?a=1&amp;b=2'/>
                <img src="data:image/png;base64,AAAA"/>
                <script src="/web/assets/2-cd/web.min.js"></script>
                <a href="/web/reset_password">Reset</a>
                """;

        assertThat(LoginPage.assets(page))
                .isEqualTo(
                        List.of(
                                "/web/assets/1-ab/web.min.css",
                                "/web/static/img/favicon.ico",
                                "/web/assets/2-cd/web.min.js",
                                "/web/binary/company_logo?a=1&b=2"));
    }
}
