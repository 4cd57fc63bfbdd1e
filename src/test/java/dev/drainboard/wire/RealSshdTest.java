package dev.drainboard.wire;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract against OpenSSH itself. */
final class RealSshdTest extends ShellContract {

    private static RealSshd sshd;
    private static SshShell shell;

    @BeforeAll
    static void up() throws Exception {
        sshd = RealSshd.start().trusted();
        shell = new SshShell(sshd.target("root"), sshd.workstation());
    }

    @AfterAll
    static void down() throws Exception {
        if (shell != null) {
            shell.close();
        }
        if (sshd != null) {
            sshd.close();
        }
    }

    @Override
    Shell shell() {
        return shell;
    }
}
