package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A table of bad files and what a person is told of each. */
class ClusterFileMistakesTest {

    /** Right as it stands; a row exchanges one line, or adds some at the end. */
    private static final String RIGHT =
            """
            name: erp
            balancers:
              - name: lb1
                host: 10.0.0.2
                kind: nginx
              - name: lb2
                host: 10.0.0.3
                kind: haproxy
            nodes:
              - name: node1
                host: 10.0.0.10
                runtime: {kind: compose, directory: /srv/odoo, service: odoo}
              - name: node2
                host: 10.0.0.11
                runtime: {kind: compose, directory: /srv/odoo, service: odoo}
            """;

    /**
     * @param line which is exchanged, from 1; 16: added
     * @param told without the file's name
     */
    record Row(int line, String text, String... told) {
        @Override
        public String toString() {
            return line + ": " + text.replace("\n", "\\n");
        }
    }

    static final List<Row> ROWS =
            List.of(
                    // keys
                    new Row(
                            1,
                            "nmae: erp",
                            "1:1: found no 'name', expected a name of letters, digits, - and _",
                            "1:1: found the key 'nmae', expected one of drainboard, name, environment, ssh, state, balancers, nodes, database, filestore, sessions, health, rollout (did you mean name?)"),
                    new Row(
                            5,
                            "    kind: nginx\n    Config: /etc/nginx/nginx.conf",
                            "6:5: found the key 'Config', expected one of name, host, kind, config, upstreams, url, socket, api, user, port, identity, knownHosts, jump, sudo (did you mean config?)"),
                    new Row(
                            16,
                            "rollout: {min_in_rotation: 1}",
                            "16:11: found the key 'min_in_rotation', expected one of batch, minInRotation, drain, gate, warmUp, soak, bake, ask, onFailure, hooks (did you mean minInRotation?)"),
                    new Row(
                            16,
                            "health: {evry: 1s, fnord: 2}",
                            "16:10: found the key 'evry', expected one of path, websocketPath, host, every, timeout, rise, fall, quick (did you mean every?)",
                            "16:20: found the key 'fnord', expected one of path, websocketPath, host, every, timeout, rise, fall, quick"),
                    new Row(
                            16,
                            "name: again",
                            "16:1: found 'name' a second time, expected it once"),
                    new Row(16, "? [a, b]\n: c", "16:3: found a list, expected a key"),
                    // names
                    new Row(
                            1,
                            "name: ../etc",
                            "1:7: found '../etc', expected a name of letters, digits, - and _"),
                    new Row(
                            1,
                            "name: edit.lock",
                            "1:7: found 'edit.lock', expected a name of letters, digits, - and _"),
                    new Row(
                            1,
                            "name:",
                            "1:6: found nothing, expected a name of letters, digits, - and _"),
                    new Row(
                            1,
                            "name: \"a\\nb\"",
                            "1:7: found 'a\uFFFDb', expected a name of letters, digits, - and _"),
                    new Row(
                            10,
                            "  - name: -rf",
                            "10:11: found '-rf', expected a name of letters, digits, -, _ and ."),
                    new Row(
                            13,
                            "  - name: node1",
                            "13:11: found 'node1' a second time, expected a name that no other balancer or node has"),
                    new Row(
                            13,
                            "  - name: lb1",
                            "13:11: found 'lb1' a second time, expected a name that no other balancer or node has"),
                    new Row(
                            14,
                            "    host: 10.0.0.10",
                            "13:5: found 10.0.0.10:8069, which is node1's, expected an address and port of its own",
                            "13:5: found 10.0.0.10:8072, which is node1's, expected an address and port of its own"),
                    // hosts
                    new Row(
                            4,
                            "    host: -oProxyCommand=reboot",
                            "4:11: found '-oProxyCommand=reboot', expected a host name or an address"),
                    new Row(
                            4,
                            "    host: lb1;reboot",
                            "4:11: found 'lb1;reboot', expected a host name or an address"),
                    new Row(
                            4,
                            "    host: 10.0.0.256",
                            "4:11: found '10.0.0.256', expected a host name or an address"),
                    new Row(
                            4,
                            "    host: 10.0.2",
                            "4:11: found '10.0.2', expected a host name or an address"),
                    new Row(
                            4,
                            "    host: fe80::zz",
                            "4:11: found 'fe80::zz', expected a host name or an address"),
                    new Row(
                            4,
                            "    host: $(id)",
                            "4:11: found '$(id)', expected a host name or an address"),
                    new Row(
                            4,
                            "    user: root\n",
                            "3:5: found no 'host', expected a host name or an address"),
                    new Row(
                            11,
                            "    host: [a, b]",
                            "11:11: found a list, expected a host name or an address"),
                    new Row(
                            16,
                            "ssh: {user: -l, port: 0, jump: 'a b', sudo: maybe}",
                            "16:13: found '-l', expected a user's name",
                            "16:23: found '0', expected a port from 1 to 65535",
                            "16:32: found 'a b', expected [user@]host[:port], several with commas",
                            "16:45: found 'maybe', expected true or false"),
                    new Row(
                            16,
                            "ssh: {port: '22'}",
                            "16:13: found '22' in quotes, expected a port from 1 to 65535"),
                    new Row(
                            16,
                            "state: {hosts: [lb3, lb1], directory: var}",
                            "16:17: found 'lb3', expected the name of a balancer or a node, or an address (did you mean lb1?)",
                            "16:39: found 'var', expected an absolute path"),
                    new Row(
                            16,
                            "state: {hosts: lb1}",
                            "16:16: found 'lb1', expected a list of names of balancers or nodes, or of addresses"),
                    new Row(
                            16,
                            "state: {hosts: []}",
                            "16:16: found no state host, expected state.hosts with at least one host, as no balancer has a 'host'"),
                    new Row(
                            16,
                            "state: {directory: /var/../etc}",
                            "16:20: found '/var/../etc', expected an absolute path"),
                    // kinds
                    new Row(
                            5,
                            "    kind: ngnix",
                            "5:11: found 'ngnix', expected nginx or haproxy (did you mean nginx?)"),
                    new Row(
                            5,
                            "    kind: apache",
                            "5:11: found 'apache', expected nginx or haproxy"),
                    new Row(
                            5,
                            "    sudo: false",
                            "3:5: found no 'kind', expected nginx or haproxy"),
                    new Row(
                            5,
                            "    kind: angie",
                            "5:11: found angie, which is not in this version, expected nginx or haproxy"),
                    new Row(
                            5,
                            "    kind: nginx-plus",
                            "5:11: found nginx-plus, which is not in this version, expected nginx or haproxy"),
                    new Row(
                            5,
                            "    kind: tengine",
                            "5:11: found tengine, which is not in this version, expected nginx or haproxy"),
                    new Row(
                            5,
                            "    kind: haproxy-dataplane",
                            "5:11: found haproxy-dataplane, which is not in this version, expected nginx or haproxy"),
                    new Row(
                            5,
                            "    kind: haproxy-datplane",
                            "5:11: found 'haproxy-datplane', expected nginx or haproxy (did you mean haproxy-dataplane?)"),
                    new Row(
                            5,
                            "    kind: nginx\n    socket: /run/x",
                            "6:5: found the key 'socket', expected one that kind nginx has: name, host, kind, user, port, identity, knownHosts, jump, sudo, upstreams, url, config"),
                    new Row(
                            8,
                            "    kind: haproxy\n    config: /etc/haproxy/haproxy.cfg",
                            "9:5: found the key 'config', expected one that kind haproxy has: name, host, kind, user, port, identity, knownHosts, jump, sudo, upstreams, url, socket"),
                    new Row(
                            8,
                            "    kind: haproxy\n    socket: admin.sock",
                            "9:13: found 'admin.sock', expected an absolute path, or host:port"),
                    new Row(
                            8,
                            "    kind: haproxy\n    url: odoo.example.com",
                            "9:10: found 'odoo.example.com', expected an address that begins with http:// or https://"),
                    new Row(
                            8,
                            "    kind: haproxy\n    upstreams: {http: ['a;b', c]}",
                            "9:24: found 'a;b', expected the name of an upstream"),
                    new Row(
                            15,
                            "    runtime: {kind: podman, directory: /srv/odoo, service: odoo}",
                            "15:21: found podman, which is not in this version, expected compose, systemd or commands"),
                    new Row(
                            15,
                            "    runtime: {kind: compose, unit: odoo}",
                            "15:14: found no 'directory', expected an absolute path",
                            "15:14: found no 'service', expected the name of a service",
                            "15:30: found the key 'unit', expected one that kind compose has: kind, directory, service, revision"),
                    new Row(
                            15,
                            "    zone: b",
                            "13:5: found no 'runtime', expected the keys kind, directory, service, revision ..."),
                    new Row(
                            15,
                            "    runtime: compose",
                            "15:14: found 'compose', expected the keys kind, directory, service, revision ..."),
                    new Row(
                            15,
                            "    runtime: {kind: systemd, unit: --now, checkout: /opt/odoo}",
                            "15:36: found '--now', expected the name of a unit"),
                    new Row(
                            15,
                            "    runtime: {kind: commands, current: '', update: x}",
                            "15:40: found '', expected a command"),
                    new Row(
                            15,
                            "    role: background\n    runtime: {kind: systemd, unit: odoo, checkout: /opt/odoo}",
                            "15:11: found background, which is not in this version, expected web"),
                    new Row(
                            15,
                            "    http: 8072\n    runtime: {kind: systemd, unit: odoo, checkout: /opt/odoo}",
                            "13:5: found port 8072, which is http's, expected a port of its own"),
                    new Row(
                            16,
                            "ssh: {sudo: helper}",
                            "16:13: found helper, which is not in this version, expected true or false"),
                    new Row(
                            16,
                            "sessions: {kind: redis, url: 'redis://10.0.0.20:6379/0'}",
                            "16:18: found redis, which is not in this version, expected files or database"),
                    new Row(
                            16,
                            "filestore: {kind: s3, bucket: b}",
                            "16:19: found s3, which is not in this version, expected mount, nfs, glusterfs or cephfs"),
                    new Row(
                            16,
                            "filestore: {kind: local, path: /x}",
                            "16:19: found local, which is not in this version, expected mount, nfs, glusterfs or cephfs"),
                    new Row(
                            16,
                            "filestore: {kind: nfs}",
                            "16:12: found no 'path', expected an absolute path"),
                    new Row(
                            16,
                            "database: {host: db, name: odoo, patroni: 'http://x'}",
                            "16:34: found database.patroni, which is not in this version, expected a cluster file without it"),
                    new Row(
                            16,
                            "database: {host: db, name: odoo, via: lb9}",
                            "16:39: found 'lb9', expected the name of a balancer or a node (did you mean lb1?)"),
                    // a secret that stands in the file is not repeated on a terminal or in a log
                    new Row(
                            16,
                            "database: {host: db, name: odoo, password: hunter2}",
                            "16:44: found a text that is no reference, expected a reference, env:NAME or file:PATH (keychain: is not in this version)"),
                    // amounts and times
                    new Row(
                            16,
                            "rollout: {batch: 2}",
                            "16:18: found '2', expected 1 (more nodes at once, and percentages, are not in this version)"),
                    new Row(
                            16,
                            "rollout: {batch: 50%}",
                            "16:18: found '50%', expected 1 (more nodes at once, and percentages, are not in this version)"),
                    new Row(
                            16,
                            "rollout: {minInRotation: 3}",
                            "16:26: found 3, expected no more than the 2 nodes there are"),
                    new Row(
                            16,
                            "rollout: {minInRotation: 101%}",
                            "16:26: found '101%', expected a number of nodes, or a percentage as 50%"),
                    new Row(
                            16,
                            "rollout: {soak: 30}",
                            "16:17: found '30', expected a duration, as 0s, 200ms, 1s, 2m or 1h"),
                    new Row(
                            16,
                            "rollout: {gate: {passes: 0, within: -1s}}",
                            "16:26: found '0', expected a number from 1 to 1000",
                            "16:37: found '-1s', expected a duration above zero, as 200ms, 1s, 2m or 1h"),
                    new Row(
                            16,
                            "rollout: {drain: {wait: 2min, then: asks, websockets: drop, sticky: mvoe}}",
                            "16:25: found '2min', expected a duration, as 0s, 200ms, 1s, 2m or 1h",
                            "16:37: found 'asks', expected ask, proceed or abort (did you mean ask?)",
                            "16:55: found 'drop', expected close or wait",
                            "16:69: found 'mvoe', expected move or keep (did you mean move?)"),
                    new Row(
                            16,
                            "rollout: {onFailure: rollbak}",
                            "16:22: found 'rollbak', expected stop or rollback (did you mean rollback?)"),
                    new Row(
                            16,
                            "rollout: {hooks: {befor: 'true', after: ' '}}",
                            "16:19: found the key 'befor', expected one of before, beforeNode, afterNode, after, onFailure (did you mean before?)",
                            "16:41: found ' ', expected a command"),
                    new Row(
                            16,
                            "rollout: {warmUp: [web/login, /web login]}",
                            "16:20: found 'web/login', expected a path that begins with /",
                            "16:31: found '/web login', expected a path that begins with /"),
                    new Row(
                            16,
                            "health: {every: 0s, host: 'a b'}",
                            "16:17: found '0s', expected a duration above zero, as 200ms, 1s, 2m or 1h",
                            "16:27: found 'a b', expected host or host:port"),
                    new Row(
                            16,
                            "environment: prod",
                            "16:14: found 'prod', expected production, staging or test"),
                    new Row(
                            16,
                            "drainboard: 2",
                            "16:13: found '2', expected 1, the version of cluster files that this program reads"),
                    // YAML
                    new Row(
                            16,
                            "zone: !!python/object:os.system x",
                            "16:1: found the key 'zone', expected one of drainboard, name, environment, ssh, state, balancers, nodes, database, filestore, sessions, health, rollout",
                            "16:7: found the tag 'tag:yaml.org,2002:python/object:os.system', expected a value without a tag"),
                    new Row(
                            16,
                            "---\nname: second",
                            "16:1: found a second document, expected one cluster in a file"),
                    new Row(
                            16,
                            "health: *nowhere",
                            "16:9: found *nowhere, expected an anchor that was closed before"),
                    new Row(
                            16,
                            "health: &a {host: *a}",
                            "16:19: found *a, expected an anchor that was closed before"),
                    new Row(
                            2,
                            "balancers: []\nbalancer:",
                            "2:12: found an empty list, expected at least one balancer",
                            "3:1: found the key 'balancer', expected one of drainboard, name, environment, ssh, state, balancers, nodes, database, filestore, sessions, health, rollout (did you mean balancers?)"),
                    new Row(
                            9,
                            "nodez:",
                            "1:1: found no 'nodes', expected at least one node",
                            "9:1: found the key 'nodez', expected one of drainboard, name, environment, ssh, state, balancers, nodes, database, filestore, sessions, health, rollout (did you mean nodes?)"),
                    new Row(
                            16,
                            "health: {path: /x",
                            "17:1: found what YAML does not allow here (expected ',' or '}', but got <stream end>), expected YAML"),
                    new Row(1, "\tname: erp", "1:1: found a tab, expected spaces"),
                    new Row(
                            1,
                            "name: e\u0000rp",
                            "1:8: found a character that YAML does not allow, expected printable text"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void each_mistake_is_told_with_its_place_and_what_could_stand_there(Row row) {
        var lines = RIGHT.lines().collect(Collectors.toList());
        if (row.line() > lines.size()) {
            lines.add(row.text());
        } else {
            lines.set(row.line() - 1, row.text());
        }
        assertThat(ClusterFileTest.mistakes(String.join("\n", lines) + "\n"))
                .containsExactly(
                        java.util.Arrays.stream(row.told())
                                .map(told -> "erp.yaml:" + told)
                                .toArray(String[]::new));
    }

    @Test
    void the_rows_differ_from_a_right_file_and_are_many() {
        assertThat(ClusterFileTest.mistakes(RIGHT)).isEmpty();
        assertThat(ROWS).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void an_empty_file_and_one_that_is_no_block_are_told() {
        assertThat(ClusterFileTest.mistakes(""))
                .containsExactly("erp.yaml:1:1: found nothing, expected a cluster");
        assertThat(ClusterFileTest.mistakes("- a\n"))
                .startsWith(
                        "erp.yaml:1:1: found a list, expected the keys drainboard, name, environment, ssh ...");
    }

    @Test
    void a_bomb_of_anchors_a_deep_and_a_large_file_end_at_once() {
        var bomb =
                IntStream.range(1, 30)
                        .mapToObj(
                                i ->
                                        "a"
                                                + i
                                                + ": &a"
                                                + i
                                                + " ["
                                                + ("*a" + (i - 1) + ", ").repeat(9)
                                                + "*a"
                                                + (i - 1)
                                                + "]\n")
                        .collect(Collectors.joining("", "a0: &a0 x\n", ""));
        assertThat(ClusterFileTest.mistakes(bomb))
                .anyMatch(told -> told.contains("more than 100000 values"));
        assertThat(ClusterFileTest.mistakes("a: " + "[".repeat(1_000_000)))
                .anyMatch(told -> told.contains("more than 20 levels"));
        assertThat(ClusterFileTest.mistakes("- x\n".repeat(250_000)))
                .anyMatch(told -> told.contains("more than 100000 values"));
    }
}
