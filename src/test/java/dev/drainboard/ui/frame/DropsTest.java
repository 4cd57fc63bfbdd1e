package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropsTest {

    @Test
    void one_file_is_meant_and_of_two_nobody_knows_which() {
        assertThat(Drops.one(List.of(new File("/tmp/a.yaml")))).contains(Path.of("/tmp/a.yaml"));
        assertThat(Drops.one(List.of(new File("a.yaml"), new File("b.yaml")))).isEmpty();
        assertThat(Drops.one(List.of())).isEmpty();
    }
}
