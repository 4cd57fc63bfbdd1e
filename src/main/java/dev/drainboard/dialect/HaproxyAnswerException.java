package dev.drainboard.dialect;

/** HAProxy answered something that is not understood; nothing of it is believed. */
public final class HaproxyAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    public HaproxyAnswerException(String message) {
        super(message);
    }
}
