package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of {@code show sess} as four releases printed them of the same request. */
class HaproxySessionTest {

    private static final String REST = " calls=2 rate=0 cpu=0 lat=0 rq[f=49c40080h,i=0,an=8000h]";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // 2.2
                "0x7fd2b40293d0: proto=tcpv4 src=10.9.8.7:39060 fe=u be=odoo srv=node1 ts=00 age=42s"
                        + " calls=2 rate=2 cpu=0 lat=0 rq[f=49c40080h,i=0,an=8000h,rx=,wx=,ax=]"
                        + " rp[f=80400000h,i=0,an=1400000h,rx=59m59s,wx=,ax=]"
                        + " s0=[8,10008h,fd=13,ex=] s1=[8,200118h,fd=18,ex=] exp=0s",
                // 2.6
                "0x557352a46a90: proto=tcpv4 src=10.9.8.7:47676 fe=u be=odoo srv=node1 ts=00 epoch=0"
                        + " age=42s calls=2 rate=0 cpu=0 lat=0 rq[f=49c40080h,i=0,an=8000h,rx=,wx=,ax=]"
                        + " scf=[8,80h,fd=13] scb=[8,11h,fd=14] exp=0s rc=0 c_exp=",
                // 3.0 and 3.2
                "0x7fe785041400: proto=tcpv4 src=10.9.8.7:50150 fe=u be=odoo srv=node1 ts=00 epoch=0"
                        + " age=42s calls=2 rate=0 cpu=0 lat=0 rq[f=1840000h,i=0,an=8000h,ax=]"
                        + " scf=[8,482h,fd=15,rex=,wex=] scb=[8,1411h,fd=18,rex=59m59s,wex=] exp=0s"
            })
    void every_release_tells_client_server_and_age(String line) {
        assertThat(HaproxySession.of(line))
                .containsExactly(
                        new HaproxySession(
                                Optional.of("10.9.8.7"),
                                "odoo",
                                Optional.of("node1"),
                                Duration.ofSeconds(42)));
    }

    @Test
    void what_waits_for_its_turn_has_no_server_and_we_ourselves_no_backend() {
        var text =
                "0x1: proto=tcpv4 src=10.9.8.7:47702 fe=u be=odoo srv=<none> ts=00 age=1s"
                        + REST
                        + "\n0x2: proto=unix_stream src=unix:1 fe=GLOBAL be=<NONE> srv=<none> ts=00"
                        + " age=0s"
                        + REST
                        + "\n\n";
        assertThat(HaproxySession.of(text))
                .extracting(HaproxySession::path)
                .containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"7s, 7", "1m2s, 62", "2h3m, 7380", "1d4h, 100800", "?, 0"})
    void an_age_is_written_in_its_two_largest_units(String age, int seconds) {
        var line = "0x1: proto=tcpv6 src=::1:47702 fe=u be=odoo srv=node1 ts=00 age=" + age + REST;
        assertThat(HaproxySession.of(line))
                .containsExactly(
                        new HaproxySession(
                                Optional.of("::1"),
                                "odoo",
                                Optional.of("node1"),
                                Duration.ofSeconds(seconds)));
    }

    @Test
    void prose_is_no_session() {
        assertThat(HaproxySession.of("Permission denied\n")).isEmpty();
    }
}
