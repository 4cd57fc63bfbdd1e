package dev.drainboard.driver;

import dev.drainboard.dialect.NginxLogFormat;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Times;
import dev.drainboard.model.Timing;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What one server answered, as its lines in an access log tell. */
record NginxTally(
        long requests, long handshakes, long clientErrors, long serverErrors, Times times) {

    static final NginxTally NONE = new NginxTally(0, 0, 0, 0, Times.NONE);

    private static final NginxTally HANDSHAKE = new NginxTally(0, 1, 0, 0, Times.NONE);

    /** No answer is a server's error too. */
    static NginxTally of(NginxLogFormat.Answer answer) {
        int status = answer.status().orElse(599);
        if (status == 101) {
            return HANDSHAKE;
        }
        return new NginxTally(
                1,
                0,
                status / 100 == 4 ? 1 : 0,
                status / 100 == 5 ? 1 : 0,
                answer.seconds().isPresent()
                        ? Times.NONE.plus(answer.seconds().getAsDouble() * 1000)
                        : Times.NONE);
    }

    NginxTally plus(NginxTally other) {
        return new NginxTally(
                requests + other.requests,
                handshakes + other.handshakes,
                clientErrors + other.clientErrors,
                serverErrors + other.serverErrors,
                times.plus(other.times));
    }

    Counters counters(boolean timed, String epoch, String by) {
        return new Counters(
                requests,
                OptionalLong.of(handshakes),
                OptionalLong.of(clientErrors),
                OptionalLong.of(serverErrors),
                OptionalInt.empty(),
                timed ? Optional.of(new Timing.Counted(times)) : Optional.empty(),
                OptionalDouble.empty(),
                epoch,
                by);
    }
}
