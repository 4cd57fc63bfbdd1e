package dev.drainboard.cli;

import dev.drainboard.model.Fault;
import java.io.BufferedReader;
import java.io.File;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the command line speaks and listens.
 *
 * @param in answers of a person; empty without a terminal: nothing is asked then
 * @param cluster the file as it was given, for advice that can be pasted
 */
record Terminal(
        PrintStream out, PrintStream err, Optional<BufferedReader> in, Optional<String> cluster) {

    Terminal(PrintStream out, PrintStream err, Optional<BufferedReader> in) {
        this(out, err, in, Optional.empty());
    }

    /** The cluster file is the first word after the first that is a file. */
    Terminal of(String... arguments) {
        var file =
                Arrays.stream(arguments)
                        .skip(1)
                        .filter(word -> new File(word).exists()) // a Path may not be any word
                        .findFirst();
        return new Terminal(out, err, in, file);
    }

    /** Our own words say CLUSTER for the file. */
    String pasteable(String advice) {
        return cluster.map(file -> advice.replace("CLUSTER", file)).orElse(advice);
    }

    /** What, why, what to do; then the evidence. */
    void tell(Fault fault) {
        err.println(Plain.text(fault.what()));
        err.println(Plain.text(fault.why()));
        err.println(Plain.text(pasteable(fault.fix())));
        fault.command()
                .ifPresent(command -> err.println("  ran: " + Plain.text(command) + where(fault)));
        fault.output().stream()
                .flatMap(String::lines)
                .map(Plain::text)
                .forEach(line -> err.println("  | " + line));
        err.flush();
    }

    private static String where(Fault fault) {
        return fault.host().map(host -> " on " + Plain.text(host)).orElse("")
                + (fault.exit().isPresent() ? ", exit " + fault.exit().getAsInt() : "");
    }

    /**
     * @return the answer in lower case; empty without a terminal or at the end of input
     */
    Optional<String> ask(String question) {
        if (in.isEmpty()) {
            return Optional.empty();
        }
        out.print(question + " ");
        out.flush();
        try {
            return Optional.ofNullable(in.get().readLine())
                    .map(line -> line.strip().toLowerCase(java.util.Locale.ROOT));
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }
}
