package dev.drainboard.wire;

import org.junit.jupiter.api.AfterEach;

final class LocalShellTest extends ShellContract {

    private final LocalShell shell = new LocalShell();

    @Override
    Shell shell() {
        return shell;
    }

    @AfterEach
    void close() {
        shell.close();
    }
}
