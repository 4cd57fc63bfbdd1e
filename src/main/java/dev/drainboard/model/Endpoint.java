package dev.drainboard.model;

/**
 * The two ports of a node: requests on 8069, websockets on 8072 unless the cluster file says
 * otherwise.
 */
public enum Endpoint {
    HTTP,
    WEBSOCKET
}
