#!/usr/bin/python3
"""Holds the stand-in to what was measured on real Odoo: one test for each row that it imitates. On loopback, in seconds.

Run: /usr/bin/python3 src/lab/test_odoo.py
"""
import base64
import contextlib
import os
import re
import select
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest

PROGRAM = os.path.join(os.path.dirname(os.path.realpath(__file__)), "odoo")
NOTHING = b""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds=5.0):
    """Polls; the value of the condition once it holds, else fails."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} s")


class Answer:
    def __init__(self, data):
        head, _, self.body = data.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        self.version, status, _ = (lines[0] + "  ").split(" ", 2)
        self.status = int(status or 0)
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}


class FakePostgres:
    """Says yes to everybody, answers every query with nothing, and remembers who came."""

    def __init__(self):
        self.port = free_port()
        self.startups, self.listener = [], None
        self.open()

    def open(self):
        self.listener = socket.create_server(("127.0.0.1", self.port), backlog=20, reuse_port=False)
        self.connections = []
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def accept(self, listener):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                self.connections.append(connection)
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with contextlib.suppress(OSError, struct.error):
            length = struct.unpack("!i", connection.recv(4))[0]
            words = connection.recv(length - 4)[4:].split(b"\0")
            self.startups.append(dict(zip(words[::2], words[1::2])))
            connection.sendall(b"R" + struct.pack("!ii", 8, 0) + b"Z" + struct.pack("!i", 5) + b"I")
            while connection.recv(4096):
                connection.sendall(b"C" + struct.pack("!i", 9) + b"SELE\0" + b"Z" + struct.pack("!i", 5) + b"I")


class Standing(unittest.TestCase):
    """A test with a stand-in of its own, and without delays unless it says so."""

    def setUp(self):
        self.directory = tempfile.mkdtemp()
        self.addCleanup(subprocess.run, ["rm", "-rf", self.directory], check=False)
        self.http, self.gevent = free_port(), free_port()
        self.process, self.revision = None, "1.0"

    def start(self, conf="", wait=True, **knobs):
        self.conf, self.knobs = f"{self.directory}/odoo.conf", f"{self.directory}/knobs"
        with open(self.conf, "w") as file:
            file.write(f"[options]\nhttp_interface = 127.0.0.1\nhttp_port = {self.http}\ngevent_port = {self.gevent}\n"
                       f"workers = 2\nnode = node7\nknobs = {self.knobs}\n{conf}")
        self.turn(**{"boot": 0, **knobs})
        with open(f"{self.directory}/REVISION", "w") as file:
            file.write(self.revision + "\n")
        with open(f"{self.directory}/log", "w") as log:
            self.process = subprocess.Popen([PROGRAM, "-c", self.conf], stderr=log, env={
                "PATH": "/usr/bin:/bin", "ODOO_REVISION_FILE": f"{self.directory}/REVISION"})
        self.addCleanup(self.end)
        if wait:
            until(lambda: self.status("/web/health") and self.status("/web/health", self.gevent))
        return self

    def end(self):
        for _ in range(2):
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.5)
        self.process.kill()
        self.process.wait()

    def turn(self, **knobs):
        with open(self.knobs + ".new", "w") as file:
            file.writelines(f"{key}={value}\n" for key, value in knobs.items())
        os.rename(self.knobs + ".new", self.knobs)
        time.sleep(0.06)  # the stand-in looks at the file 20 times a second at most

    def database(self):
        self.postgres = FakePostgres()
        self.addCleanup(self.postgres.close)
        return f"db_host = 127.0.0.1\ndb_port = {self.postgres.port}\n"

    def connect(self, port=None):
        connection = socket.create_connection(("127.0.0.1", port or self.http), timeout=5)
        self.addCleanup(connection.close)
        return connection

    def ask(self, path, port=None, method="GET", body=NOTHING, host="Host: x\r\n", headers="", version="1.1", timeout=5):
        """One request; reads until the other side closes, so on 8072 with `Connection: close`."""
        connection = self.connect(port)
        connection.settimeout(timeout)
        connection.sendall(self.text(path, port, method, body, host, headers, version))
        data = NOTHING
        while more := connection.recv(65536):
            data += more
        return Answer(data)

    def text(self, path, port=None, method="GET", body=NOTHING, host="Host: x\r\n", headers="", version="1.1"):
        close = "Connection: close\r\n" if port == self.gevent else ""
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        return f"{method} {path} HTTP/{version}\r\n{host}{close}{headers}{length}\r\n".encode() + body

    def status(self, path, port=None, **more):
        try:
            return self.ask(path, port, **more).status
        except OSError:
            return 0

    def refused(self):
        try:
            self.connect().close()
            return False
        except ConnectionRefusedError:
            return True

    def slow(self, seconds):
        """A request in hand, being worked on when this returns."""
        connection = self.connect()
        connection.sendall(self.text(f"/slow?s={seconds}"))
        time.sleep(0.1)
        return connection

    def log(self):
        with open(f"{self.directory}/log") as file:
            return file.read()

    def websocket(self, port=None, headers="Origin: http://x\r\n"):
        connection = self.connect(port or self.gevent)
        key = base64.b64encode(os.urandom(16)).decode()
        connection.sendall((f"GET /websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n").encode())
        return connection, Answer(connection.recv(4096))

    @staticmethod
    def frame(opcode, text):
        mask = b"\1\2\3\4"
        return bytes((0x80 | opcode, 0x80 | len(text))) + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(text))


class Endpoints(Standing):
    """2.1"""

    def test_health_is_json_that_may_not_be_stored_and_makes_no_session(self):
        self.start()
        for port in (self.http, self.gevent):
            answer = self.ask("/web/health", port)
            self.assertEqual((200, "application/json; charset=utf-8", "no-store", b'{"status": "pass"}'),
                             (answer.status, answer.headers["content-type"], answer.headers["cache-control"], answer.body))
            self.assertNotIn("set-cookie", answer.headers)

    def test_health_answers_head(self):
        answer = self.start().ask("/web/health", method="HEAD")
        self.assertEqual((200, b""), (answer.status, answer.body))

    def test_database_server_status(self):
        self.start(self.database())
        for port in (self.http, self.gevent):
            answer = self.ask("/web/health?db_server_status=1", port)
            self.assertEqual((200, b'{"status": "pass", "db_server_status": true}'), (answer.status, answer.body))
        self.postgres.close()
        for port in (self.http, self.gevent):
            answer = self.ask("/web/health?db_server_status=1", port)
            self.assertEqual((500, b'{"status": "fail", "db_server_status": false}'), (answer.status, answer.body))
        self.postgres.open()

    def test_without_a_host_header_everything_is_500(self):
        self.start()
        for port in (self.http, self.gevent):
            for path in ("/web/health", "/web/login", "/anything"):
                self.assertEqual(500, self.ask(path, port, host="").status, f"{path} on {port}")
        self.assertIn("KeyError: 'HTTP_HOST'", self.log())

    def test_websocket_health_is_404_while_the_database_is_down(self):
        self.start(self.database())
        for port in (self.http, self.gevent):
            self.assertEqual(200, self.ask("/websocket/health", port).status)
        self.postgres.close()
        for port in (self.http, self.gevent):
            until(lambda port=port: self.status("/websocket/health", port) == 404)
        self.postgres.open()

    def test_login_sets_a_session_cookie_and_names_assets_that_are_there(self):
        answer = self.start().ask("/web/login")
        self.assertEqual(200, answer.status)
        self.assertRegex(answer.headers["set-cookie"], r"^session_id=[0-9a-f]{40}; .*Max-Age=604800; HttpOnly; Path=/$")
        assets = re.findall(r'(?:href|src)="(/web/assets/[^"]+)"', answer.body.decode())
        self.assertEqual(2, len(assets))
        self.assertEqual([200, 200], [self.ask(path).status for path in assets])

    def test_version_info_is_for_post_and_works_without_the_database(self):
        self.start(self.database())
        self.postgres.close()
        answer = self.ask("/web/webclient/version_info", method="POST", body=b"{}")
        self.assertEqual(200, answer.status)
        self.assertIn(b'"server_version": "17.0"', answer.body)
        self.assertEqual(400, self.ask("/web/webclient/version_info").status)
        self.assertEqual(200, self.ask("/xmlrpc/2/common", method="POST", body=b"<methodCall/>").status)
        self.postgres.open()

    def test_longpolling_is_gone(self):
        self.start()
        self.assertEqual([404, 404], [self.ask("/longpolling/poll", port).status for port in (self.http, self.gevent)])

    def test_the_database_manager_says_200_though_disabled(self):
        answer = self.start().ask("/web/database/manager")
        self.assertEqual((200, True), (answer.status, b"disabled" in answer.body))

    def test_websocket_without_upgrade_is_400_on_both(self):
        self.start()
        self.assertEqual([400, 400], [self.ask("/websocket", port).status for port in (self.http, self.gevent)])

    def test_websocket_handshake_on_the_http_port_is_500_and_logged(self):
        _, answer = self.start().websocket(self.http)
        self.assertEqual(500, answer.status)
        self.assertIn("Couldn't bind the websocket", self.log())

    def test_websocket_handshake_on_the_gevent_port_is_101_with_a_cookie(self):
        _, answer = self.start().websocket()
        self.assertEqual((101, True), (answer.status, "session_id=" in answer.headers["set-cookie"]))

    def test_websocket_without_origin_is_400(self):
        _, answer = self.start().websocket(headers="")
        self.assertEqual((400, b"Empty or missing header(s): origin"), (answer.status, answer.body))

    def test_websocket_answers_text_ping_and_close(self):
        connection, _ = self.start().websocket()
        connection.sendall(self.frame(1, b"hello"))
        self.assertIn(b'{"node": "node7", "revision": "1.0"}', connection.recv(200))
        connection.sendall(self.frame(9, b"abc"))
        self.assertEqual(b"\x8a\x03abc", connection.recv(200))
        connection.sendall(self.frame(8, b"\x03\xe8"))
        self.assertEqual(b"\x88\x02\x03\xe8", connection.recv(200))
        self.assertEqual(NOTHING, connection.recv(1))

    def test_http_is_1_0_and_closes_always_though_1_1_and_keep_alive_were_asked(self):
        answer = self.start().ask("/web/health", headers="Connection: keep-alive\r\n")
        self.assertEqual(("HTTP/1.0", "close"), (answer.version, answer.headers["connection"]))

    def test_gevent_is_1_1_and_keeps_alive(self):
        self.start()
        connection = self.connect(self.gevent)
        for _ in range(3):
            connection.sendall(b"GET /web/health HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = Answer(connection.recv(4096))
            self.assertEqual(("HTTP/1.1", 200), (answer.version, answer.status))

    def test_call_kw_takes_json_and_says_who_answered(self):
        answer = self.start().ask("/web/dataset/call_kw/res.partner/read", method="POST", body=b'{"jsonrpc": "2.0", "id": 7}')
        self.assertEqual(b'{"jsonrpc": "2.0", "id": 7, "result": {"node": "node7", "revision": "1.0"}}', answer.body)
        self.assertEqual(400, self.ask("/web/dataset/call_kw", method="POST", body=b"{oops").status)

    def test_every_answer_says_which_node_which_revision_and_since_when(self):
        self.start()
        for path in ("/web/health", "/web/login", "/nothing"):
            headers = self.ask(path).headers
            self.assertEqual(("node7", "1.0"), (headers["x-node"], headers["x-revision"]))
            self.assertAlmostEqual(time.time(), float(headers["x-started"]), delta=5)

    def test_a_large_body_that_comes_in_pieces_is_read_whole(self):
        self.start()
        body = b'{"id": 1, "fill": "' + b"x" * 300_000 + b'"}'
        connection = self.connect()
        text = self.text("/web/dataset/call_kw", method="POST", body=body)
        for start in range(0, len(text), 50_000):
            connection.sendall(text[start:start + 50_000])
            time.sleep(0.01)
        self.assertEqual(200, Answer(connection.recv(4096)).status)


class WeakHealth(Standing):
    """2.2 and 2.3"""

    def test_with_the_database_gone_health_passes_and_login_goes_round_for_ever(self):
        self.start(self.database())
        until(lambda: self.status("/web/login") == 200)
        self.postgres.close()
        login = until(lambda: (answer := self.ask("/web/login")).status == 302 and answer)
        self.assertEqual("/web/login", login.headers["location"])
        until(lambda: self.status("/web") == 500)  # each worker finds out by itself
        until(lambda: self.status("/web/dataset/call_kw", method="POST", body=b"{}") == 500)
        self.assertEqual([200, 200], [self.ask(path).status for path in ("/web/health", "/web/static/logo.png")])
        self.postgres.open()
        until(lambda: self.status("/web/login") == 200, 1.0)  # no restart is needed

    def test_with_all_workers_busy_health_times_out_and_the_gevent_port_does_not(self):
        self.start()
        for _ in range(2):
            self.slow(1.5)
        with self.assertRaises(TimeoutError):
            self.ask("/web/health", timeout=0.5)
        self.assertEqual(200, self.ask("/web/health", self.gevent).status)
        self.assertEqual(200, self.ask("/web/health", timeout=3).status)  # waits in the backlog until one is free

    def test_without_its_file_in_the_filestore_an_asset_is_500_and_health_passes(self):
        os.makedirs(f"{self.directory}/filestore/odoo/as")
        with open(f"{self.directory}/filestore/odoo/as/assets", "w") as file:
            file.write("/* from the filestore */")
        self.start(f"data_dir = {self.directory}\n")
        asset = re.search(r'src="([^"]+)"', self.ask("/web/login").body.decode())[1]
        self.assertEqual(b"/* from the filestore */", self.ask(asset).body)
        os.rename(f"{self.directory}/filestore", f"{self.directory}/elsewhere")
        until(lambda: self.status(asset) == 500)
        self.assertEqual(200, self.ask("/web/health").status)
        self.assertIn("FileNotFoundError", self.log())

    def test_an_asset_of_another_release_is_sent_on_to_ours(self):
        answer = self.start().ask("/web/assets/1-0000000/web.assets_frontend.min.css")
        self.assertEqual(303, answer.status)
        self.assertEqual(200, self.ask(answer.headers["location"]).status)

    def test_connections_to_the_database_carry_the_name_that_odoo_gives_them(self):
        self.start(self.database())
        self.ask("/web/login")
        names = until(lambda: {start[b"application_name"] for start in self.postgres.startups}
                      if len(self.postgres.startups) >= 4 else None)
        self.assertIn(f"odoo-{self.process.pid}".encode(), names)  # of a worker: the master's number
        self.assertTrue(all(re.fullmatch(rb"odoo-\d+", name) for name in names), names)
        self.assertEqual({b"odoo", b"postgres"}, {start[b"database"] for start in self.postgres.startups})


class Starting(Standing):
    """2.4"""

    def test_the_port_opens_before_anybody_answers_and_gevent_comes_last(self):
        begun = time.monotonic()
        self.start(wait=False, boot=0.5, gevent_delay=0.4, health_delay=0.5)
        self.assertTrue(self.refused())
        until(lambda: not self.refused())
        opened = time.monotonic() - begun
        self.assertEqual(200, self.ask("/web/health").status)  # the connection is taken and has to wait
        answered = time.monotonic() - begun
        until(lambda: self.status("/websocket/health", self.gevent) == 200)
        gevent = time.monotonic() - begun
        self.assertLess(opened, 0.9)
        self.assertGreater(answered, 0.95)
        self.assertGreater(gevent - answered, 0.3)

    def test_a_start_that_was_told_to_be_quick_has_no_delay(self):
        self.start(boot=0)
        self.assertLess(time.time() - float(self.ask("/web/health").headers["x-started"]), 2)

    def test_told_to_stop_while_it_boots_it_goes_at_once(self):
        self.start(wait=False, boot=30)
        time.sleep(0.3)
        self.process.terminate()
        self.assertEqual(0, self.process.wait(1))

    def test_a_new_start_has_a_new_time(self):
        before = self.start().ask("/web/health").headers["x-started"]
        self.end()
        self.assertGreater(float(self.start().ask("/web/health").headers["x-started"]), float(before))


class Stopping(Standing):
    """2.5"""

    def test_idle_it_refuses_at_once_and_is_gone(self):
        self.start().process.terminate()
        until(self.refused, 0.4)
        self.assertEqual(0, self.process.wait(1.4))

    def test_a_request_in_hand_is_finished(self):
        self.start()
        connection = self.slow(0.8)
        self.process.terminate()
        answer = Answer(connection.recv(4096))
        self.assertEqual((200, b'{"slow": true}'), (answer.status, answer.body))
        self.assertEqual(0, self.process.wait(1))

    def test_websockets_end_at_once_and_without_a_close_frame(self):
        self.start()
        connection, _ = self.websocket()
        self.slow(1)
        self.process.terminate()
        begun = time.monotonic()
        with contextlib.suppress(ConnectionResetError):
            self.assertEqual(NOTHING, connection.recv(100))
        self.assertLess(time.monotonic() - begun, 0.3)

    def test_while_one_worker_drains_new_connections_are_taken_and_never_answered(self):
        self.start()
        self.slow(1)
        self.process.terminate()
        time.sleep(0.1)
        swallowed = self.connect()  # the kernel takes it
        swallowed.sendall(self.text("/web/health"))
        self.assertEqual([], select.select([swallowed], [], [], 0.5)[0])
        with self.assertRaises(ConnectionResetError):  # and resets it when the worker is done
            swallowed.recv(100)
        self.assertTrue(self.refused())

    def test_a_second_signal_cuts_what_is_in_hand(self):
        self.start()
        connection = self.slow(5)
        self.process.terminate()
        time.sleep(0.1)
        self.process.terminate()
        with contextlib.suppress(ConnectionResetError):
            self.assertEqual(NOTHING, connection.recv(100))
        self.assertEqual(0, self.process.wait(1))
        self.assertIn("Forced shutdown.", self.log())

    def test_the_grace_has_an_end(self):
        self.start(grace=0.3)
        connection = self.slow(5)
        self.process.terminate()
        with contextlib.suppress(ConnectionResetError):
            self.assertEqual(NOTHING, connection.recv(100))
        self.assertEqual(0, self.process.wait(1))

    def test_hangup_restarts_with_a_downtime(self):
        self.start()
        before = self.ask("/web/health").headers["x-started"]
        self.process.send_signal(signal.SIGHUP)

        def started_again():
            with contextlib.suppress(OSError):
                return self.ask("/web/health").headers.get("x-started", before) != before

        until(started_again)

    def test_a_request_over_the_limit_ends_without_an_answer_and_the_worker_is_replaced(self):
        self.start("limit_time_real = 0.4\n")
        self.assertEqual(NOTHING, self.slow(5).recv(100))
        until(lambda: self.status("/web/health") == 200)

    def test_idle_connections_occupy_workers_for_two_seconds(self):
        self.start()
        idle = [self.connect(), self.connect()]
        time.sleep(0.1)
        begun = time.monotonic()
        self.assertEqual(200, self.ask("/web/health").status)
        self.assertTrue(1 < time.monotonic() - begun < 3, f"{len(idle)} idle connections held it for {time.monotonic() - begun} s")

    def test_a_dead_worker_is_replaced(self):
        self.start()
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as file:
            worker = int(file.read().split()[0])
        os.kill(worker, signal.SIGKILL)
        until(lambda: not os.path.exists(f"/proc/{worker}"))
        self.assertEqual([200] * 4, [self.ask("/web/health").status for _ in range(4)])


class Knobs(Standing):
    """What the lab can make it do."""

    def test_health_login_and_websocket_fail_when_told_and_come_back(self):
        self.start()
        self.turn(health="fail")
        self.assertEqual([500, 200], [self.ask(path).status for path in ("/web/health", "/web/login")])
        self.turn(login="fail")
        self.assertEqual([200, 500], [self.ask(path).status for path in ("/web/health", "/web/login")])
        self.turn(websocket="down")
        until(lambda: self.status("/web/health", self.gevent) == 0)
        self.turn()
        until(lambda: self.status("/web/health", self.gevent) == 200)
        self.assertEqual([200, 200], [self.ask(path).status for path in ("/web/health", "/web/login")])

    def test_bad_releases_are_bad_by_themselves(self):
        for self.revision, health, login in (("never-healthy", 500, 200), ("login-broken", 200, 500)):
            with self.subTest(self.revision):
                self.start()
                self.assertEqual([health, login], [self.ask(path).status for path in ("/web/health", "/web/login")])
                self.assertEqual(self.revision, self.ask("/web/login").headers["x-revision"])
                self.end()

    def test_a_release_that_crashes_says_so(self):
        self.revision = "never-starts"
        self.start(wait=False)
        self.assertEqual(1, self.process.wait(2))
        self.assertIn("Failed to load registry", self.log())

    def test_work_takes_its_time(self):
        self.start(work=0.3)
        begun = time.monotonic()
        self.ask("/web/dataset/call_kw", method="POST", body=b"{}")
        self.assertGreater(time.monotonic() - begun, 0.29)

    def test_it_may_claim_another_revision(self):
        self.start()
        self.turn(revision="9.9")
        self.assertEqual("9.9", self.ask("/web/health").headers["x-revision"])


if __name__ == "__main__":
    unittest.main()
