package dev.drainboard.port;

import dev.drainboard.model.Notice;

/** The place where this machine tells a person things while they look elsewhere. */
public interface NoticePort {

    /**
     * Blocks for a few seconds at most.
     *
     * @return whether it is shown; false: there is no such place here, which is no fault
     */
    boolean show(Notice notice);
}
