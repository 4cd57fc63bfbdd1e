package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** odoo.conf, as it may be shown. */
class OdooConfTest {

    private static OdooConf conf(String text) {
        return OdooConf.masked(text, secret -> "***");
    }

    @Test
    void a_file_stands_as_it_is_but_for_its_secrets() {
        var conf =
                conf(
                        """
                        [options]
                        ; the master password
                        admin_passwd = $pbkdf2-sha512$25000$abc
                        db_host = pg1
                        db_password: hun ter2
                        ;db_password = an0ther
                        # smtp_password=third
                        addons_path = /opt/odoo/addons,
                            /opt/custom
                        workers = 8

                        [queue_job]
                        channels = root:2
                        jwt_SECRET = fourth
                        """);
        assertThat(conf.text())
                .isEqualTo(
                        """
                        [options]
                        ; the master password
                        admin_passwd = ***
                        db_host = pg1
                        db_password: ***
                        ;db_password = ***
                        # smtp_password=***
                        addons_path = /opt/odoo/addons,
                            /opt/custom
                        workers = 8

                        [queue_job]
                        channels = root:2
                        jwt_SECRET = ***
                        """);
        assertThat(conf.options())
                .isEqualTo(
                        Map.of(
                                "admin_passwd", "***",
                                "db_host", "pg1",
                                "db_password", "***",
                                "addons_path", "/opt/odoo/addons,\n/opt/custom",
                                "workers", "8",
                                "queue_job.channels", "root:2",
                                "queue_job.jwt_secret", "***"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db_password = S3CRET",
                "DB_PASSWORD=S3CRET",
                "  db_password = S3CRET",
                "#db_password = S3CRET",
                ";; db_password = S3CRET",
                "db_password =\n  S3CRET\n\tS3CRET",
                "x = 1\n\n[a]\napi_key = S3CRET",
                "session_redis_url = redis://user:S3CRET@10.0.0.20:6379/0",
                "sentry_dsn = https://S3CRET@sentry.example/1",
                "# see https://ana:S3CRET@wiki.example",
                "oauth.client-secret : S3CRET",
                "s3_access_key_id = S3CRET",
                "proxy_credentials = S3CRET",
                "key_passphrase = S3CRET"
            })
    void no_secret_comes_through(String text) {
        assertThat(conf(text).text()).doesNotContain("S3CRET");
        assertThat(conf(text).options().toString()).doesNotContain("S3CRET");
        assertThat(conf("[options]\r\n" + text.replace("\n", "\r\n")).text())
                .doesNotContain("S3CRET");
    }

    @ParameterizedTest
    @CsvSource({"db_password = False", "admin_passwd =", "smtp_password = None"})
    void what_is_not_set_is_no_secret(String line) {
        assertThat(conf(line).text()).isEqualTo(line.strip());
    }

    @Test
    void of_an_option_that_stands_twice_the_last_counts() {
        assertThat(conf("workers = 2\nworkers = 4").options()).isEqualTo(Map.of("workers", "4"));
    }
}
