package dev.drainboard.wire;

import java.io.IOException;
import java.net.Socket;

/** One request and its whole answer over a way that is open. */
final class UnixSocket {

    private UnixSocket() {}

    /**
     * @throws IOException if the answer did not end before the deadline
     */
    static byte[] exchange(Socket way, byte[] request, Deadline deadline) throws IOException {
        way.getOutputStream().write(request);
        way.shutdownOutput();
        var answer = new Kept();
        var buffer = new byte[8192];
        while (true) {
            way.setSoTimeout(deadline.leftMillis());
            int count = way.getInputStream().read(buffer);
            if (count < 0) {
                return answer.bytes();
            }
            answer.add(buffer, 0, count);
        }
    }
}
