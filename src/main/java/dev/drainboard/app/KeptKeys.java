package dev.drainboard.app;

import dev.drainboard.cli.Engines.Offer;
import dev.drainboard.driver.Faults;
import dev.drainboard.model.FaultException;
import dev.drainboard.wire.HostKeys;
import dev.drainboard.wire.ShellException;
import dev.drainboard.wire.Target;
import java.util.List;

/** The keys that a host offers, as `trust` shows and keeps them. */
final class KeptKeys implements Offer {

    private final HostKeys.Offer offer;

    private KeptKeys(HostKeys.Offer offer) {
        this.offer = offer;
    }

    static KeptKeys of(HostKeys keys, Target target) throws FaultException {
        try {
            return new KeptKeys(keys.offered(target));
        } catch (ShellException e) {
            throw new FaultException(
                    Faults.of(e, "The keys of " + target.host() + " could not be seen."));
        }
    }

    @Override
    public String host() {
        return offer.host();
    }

    @Override
    public List<String> fingerprints() {
        return offer.keys().stream().map(key -> key.type() + " " + key.fingerprint()).toList();
    }

    /** A revoked key is told by {@link #keep}, which never keeps one. */
    @Override
    public boolean differs() {
        return offer.changed();
    }

    @Override
    public boolean known() {
        return offer.known();
    }

    @Override
    public String file() {
        return offer.file().toString();
    }

    @Override
    public void keep(boolean replace) throws FaultException {
        try {
            offer.keep(replace);
        } catch (ShellException e) {
            throw new FaultException(
                    Faults.of(e, "The keys of " + offer.host() + " were not kept."));
        }
    }
}
