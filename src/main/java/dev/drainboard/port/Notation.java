package dev.drainboard.port;

import dev.drainboard.model.Before;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Revision;
import java.util.List;

/**
 * How nouns are written into the {@code data} of a {@link dev.drainboard.model.JournalEntry}, and
 * read back, on this machine or another, years later. One line without control characters; equal
 * values are written alike, whatever the order of their maps.
 *
 * <p>Readers ignore what they do not know. They throw {@link IllegalArgumentException} for a text
 * that no version wrote: the journal's hashes were checked before, so that is a bug and not an
 * expected failure.
 */
public interface Notation {

    String of(Before before);

    Before before(String text);

    String of(Plan plan);

    Plan plan(String text);

    String of(Intent intent);

    Intent intent(String text);

    String of(Revision revision);

    Revision revision(String text);

    String of(List<GateCheck> checks);

    List<GateCheck> checks(String text);
}
