package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trust}: shows a host's keys and keeps them. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description =
                "Show the keys that a host offers, and keep them in known_hosts once you have compared them.")
final class TrustCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "The cluster file.")
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "HOST",
            description = "A node, a balancer, or a host of the cluster file.")
    private String host;

    @Option(names = "--yes", description = "The fingerprints were compared.")
    private boolean yes;

    @Option(names = "--replace", description = "Keep them though others are kept for this host.")
    private boolean replace;

    private final Tools tools;

    TrustCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException {
        var offer = tools.engines().offeredKeys(file, host);
        var out = tools.terminal().out();
        out.println(offer.host() + " offers:");
        offer.fingerprints().forEach(print -> out.println("  " + Plain.text(print)));
        if (offer.known()) {
            out.println("They are kept in " + offer.file() + " already.");
            return Exit.DONE;
        }
        if (offer.differs() && !replace) {
            tools.terminal()
                    .err()
                    .println(
                            "The key of "
                                    + offer.host()
                                    + " is not the one that is kept in "
                                    + offer.file()
                                    + ".");
            tools.terminal()
                    .err()
                    .println(
                            "The machine was installed anew, or another machine answers in its place.");
            tools.terminal()
                    .err()
                    .println(
                            "Compare the fingerprint on the machine's own console; only then say --replace.");
            return Exit.UNREACHABLE;
        }
        boolean agreed =
                yes
                        || tools.terminal()
                                .ask("Keep them in " + offer.file() + "? [y/N]")
                                .filter("y"::equals)
                                .isPresent();
        if (!agreed) {
            out.println("Nothing was kept. Say --yes once you have compared the fingerprints.");
            return Exit.UNREACHABLE;
        }
        offer.keep(replace);
        out.println("Kept in " + offer.file() + ".");
        return Exit.DONE;
    }
}
