package dev.drainboard.app;

import java.io.IOException;

/** Ends this process as a power cut would: SIGKILL, no hooks, no flush. */
final class PowerCut implements Runnable {

    @Override
    public void run() {
        try {
            new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Thread.sleep(60_000);
        } catch (IOException e) {
            Runtime.getRuntime().halt(137);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
