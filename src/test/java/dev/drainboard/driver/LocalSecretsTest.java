package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.SecretRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretsTest {

    @TempDir Path home;

    @Test
    void a_variable_and_the_first_line_of_a_file_are_secrets() throws Exception {
        Files.writeString(home.resolve("pw"), "pässword \r\nsecond line\n");
        Files.setPosixFilePermissions(
                home.resolve("pw"), PosixFilePermissions.fromString("rw-------"));

        assertThat(secrets().find(new SecretRef.Env("DB"))).isEqualTo("s3cret".toCharArray());
        assertThat(secrets().find(new SecretRef.File("~/pw"))).isEqualTo("pässword ".toCharArray());
        assertThat(secrets().find(new SecretRef.File(home.resolve("pw").toString())))
                .isEqualTo("pässword ".toCharArray());
    }

    @Test
    void a_file_that_everybody_may_read_is_refused_with_the_command_that_mends_it()
            throws Exception {
        Files.writeString(home.resolve("pw"), "x");
        Files.setPosixFilePermissions(
                home.resolve("pw"), PosixFilePermissions.fromString("rw-r--r--"));

        var fault = fault(new SecretRef.File("~/pw"));

        assertThat(fault.why()).isEqualTo("Everybody on this machine may read it.");
        assertThat(fault.fix()).isEqualTo("chmod 600 ~/pw");
    }

    @Test
    void what_is_not_there_is_named() {
        assertThat(fault(new SecretRef.Env("NONE")).why()).contains("NONE");
        assertThat(fault(new SecretRef.File("/none")).what()).contains("/none");
    }

    private Fault fault(SecretRef reference) {
        var seen = new java.util.ArrayList<Fault>();
        assertThatThrownBy(() -> secrets().find(reference))
                .isInstanceOfSatisfying(FaultException.class, e -> seen.add(e.fault()));
        assertThat(seen.getFirst().kind()).isEqualTo(Fault.Kind.WRONG);
        return seen.getFirst();
    }

    private LocalSecrets secrets() {
        return new LocalSecrets(
                name -> Optional.ofNullable(Map.of("DB", "s3cret").get(name)), home);
    }
}
