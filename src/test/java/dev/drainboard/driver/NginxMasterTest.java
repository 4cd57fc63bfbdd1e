package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NginxMasterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "nginx: master process /usr/sbin/nginx | - | - | -",
                "nginx: master process /usr/sbin/nginx -g daemon on; master_process on; | - | - | daemon on; master_process on;",
                "nginx: master process nginx -c /srv/n.conf -p /srv | /srv/n.conf | /srv | -",
                "nginx: master process nginx -g daemon off; -c /srv/n.conf | /srv/n.conf | - | daemon off;",
                "nginx: master process nginx -c/srv/n.conf -g daemon off; | /srv/n.conf | - | daemon off;",
                "nginx: master process nginx -q -p rel -c conf/n.conf | conf/n.conf | rel | -",
            })
    void its_title_tells_how_it_was_started(
            String title, String config, String prefix, String globals) {
        var given = NginxMaster.given(title);
        assertThat(given.config()).isEqualTo(Optional.ofNullable(config));
        assertThat(given.prefix()).isEqualTo(Optional.ofNullable(prefix));
        assertThat(given.globals()).isEqualTo(Optional.ofNullable(globals));
    }

    @Test
    void several_masters_are_told_apart_with_their_own_defaults() {
        var masters =
                NginxMaster.all(
                        """
                        master 12 3400
                        apart no
                        network no
                        exe /usr/sbin/nginx
                        cwd /
                        title nginx: master process /usr/sbin/nginx
                        built nginx version: nginx/1.22.1
                        built configure arguments: --prefix=/usr/share/nginx --conf-path=/etc/nginx/nginx.conf --error-log-path=/var/log/nginx/error.log
                        master 99 5600
                        apart yes
                        network yes
                        exe /opt/nginx
                        cwd /opt
                        title nginx: master process /opt/nginx -p here
                        built nginx version: nginx/1.30.6 (Debian)
                        built configure arguments: --with-cc-opt='-g -O2'
                        """);
        assertThat(masters).extracting(NginxMaster::version).containsExactly("1.22.1", "1.30.6");
        assertThat(masters)
                .extracting(NginxMaster::config)
                .containsExactly("/etc/nginx/nginx.conf", "/opt/here/conf/nginx.conf");
        assertThat(masters).extracting(NginxMaster::root).containsExactly("", "/proc/99/root");
        var second = masters.getLast();
        assertThat(second.errorLog(Optional.empty())).contains("/opt/here/logs/error.log");
        assertThat(second.errorLog(Optional.of("/var/log/x"))).contains("/var/log/x");
        assertThat(second.errorLog(Optional.of("stderr"))).isEmpty();
        assertThat(second.errorLog(Optional.of("syslog:server=10.0.0.1"))).isEmpty();
    }

    @Test
    void versions_are_compared_by_their_numbers() {
        assertThat(NginxNotes.atLeast("1.29.7", 1, 29, 7)).isTrue();
        assertThat(NginxNotes.atLeast("1.30", 1, 29, 7)).isTrue();
        assertThat(NginxNotes.atLeast("1.9.15", 1, 29, 7)).isFalse();
        assertThat(NginxNotes.atLeast("unknown", 1, 0)).isFalse();
    }
}
