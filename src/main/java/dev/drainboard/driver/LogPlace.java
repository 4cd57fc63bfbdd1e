package dev.drainboard.driver;

import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.wire.Script;

/** Where a node's log is, and what reads it; text first. */
sealed interface LogPlace {

    /** As a person would say it. */
    String source();

    Script script(int lines, boolean follow);

    /** Whether only root can read it, whoever asks. */
    boolean onlyRoot();

    /** The file that {@code log:} names. */
    record File(String path) implements LogPlace {
        @Override
        public String source() {
            return path;
        }

        @Override
        public Script script(int lines, boolean follow) {
            return of("log: file", "log-file.sh", lines, follow).with("FILE", path);
        }

        @Override
        public boolean onlyRoot() {
            return false;
        }
    }

    /** What docker keeps of a compose service. */
    record Container(String directory, String service) implements LogPlace {
        @Override
        public String source() {
            return "docker compose logs " + service;
        }

        @Override
        public Script script(int lines, boolean follow) {
            return of("log: container", "log-compose.sh", lines, follow)
                    .with("DIRECTORY", directory)
                    .with("SERVICE", service)
                    .root();
        }

        /** As all that is asked of docker. */
        @Override
        public boolean onlyRoot() {
            return true;
        }
    }

    /** What the journal keeps of a unit. */
    record Journal(String unit) implements LogPlace {
        @Override
        public String source() {
            return "journalctl -u " + unit;
        }

        @Override
        public Script script(int lines, boolean follow) {
            return of("log: journal", "log-journal.sh", lines, follow).with("UNIT", unit);
        }

        @Override
        public boolean onlyRoot() {
            return false;
        }
    }

    /** The user's own commands tell of no log. */
    record Untold() implements LogPlace {
        @Override
        public String source() {
            return "no log is named";
        }

        @Override
        public Script script(int lines, boolean follow) {
            throw new IllegalStateException("there is no log");
        }

        @Override
        public boolean onlyRoot() {
            return false;
        }
    }

    static LogPlace of(NodeSpec node) {
        if (node.log().isPresent()) {
            return new File(node.log().get());
        }
        return switch (node.runtime()) {
            case RuntimeSpec.Compose compose ->
                    new Container(compose.directory(), compose.service());
            case RuntimeSpec.Systemd systemd -> new Journal(systemd.unit());
            case RuntimeSpec.Commands commands -> new Untold();
        };
    }

    private static Script of(String name, String file, int lines, boolean follow) {
        return Script.of(name, NodeHost.text("while-heard.sh") + NodeHost.text(file))
                .after(Script.PRELUDE)
                .with("LINES", lines)
                .with("FOLLOW", follow ? "yes" : "no");
    }
}
