package dev.drainboard.model;

/** Carries a {@link Fault} to where it is told. A bug is some other exception. */
public final class FaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public FaultException(Fault fault) {
        super(fault.what() + " " + fault.why());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
