package dev.drainboard.ui.kit;

import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.Reading;

/** The settings of the nodes' Odoo, without their secrets. */
@FunctionalInterface
public interface Configs {

    /** Read now, or why it could not be. Asked on a virtual thread; may block for some seconds. */
    Reading<NodeConfig> read(String node);
}
