package dev.drainboard.cli;

import dev.drainboard.model.FaultException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that works on a cluster takes. */
final class ClusterOptions {

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "The cluster file.")
    private Path file;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who acts (default: DRAINBOARD_OPERATOR, else user@host).")
    private String operator;

    @Option(names = "--read-only", description = "There is no way to change anything.")
    private boolean readOnly;

    Path file() {
        return file;
    }

    Engine open(Engines engines) throws FaultException {
        return engines.open(file, Optional.ofNullable(operator), readOnly);
    }
}
