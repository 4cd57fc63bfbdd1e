package dev.drainboard.ui.kit;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Plan;
import java.util.Objects;

/** What would be done, or why it is refused. */
public sealed interface Preview {

    record Planned(Plan plan) implements Preview {
        public Planned {
            Objects.requireNonNull(plan);
        }
    }

    record Refused(Fault fault) implements Preview {
        public Refused {
            Objects.requireNonNull(fault);
        }
    }
}
