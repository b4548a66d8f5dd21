"""An answer that comes after the timeout of recv is taken for that of the next request.  "fixed" has it number them."""
import socket
import sys
import threading
import time

ours, theirs = socket.socketpair()
ours.settimeout(1)


def serve():
    for _ in range(2):
        request = theirs.recv(1)
        time.sleep(0.5)
        theirs.send(request)


server = threading.Thread(target=serve, name="server")
server.start()
for request in (b"a", b"b"):
    ours.send(request)
    try:
        answer = ours.recv(1)
        while "fixed" in sys.argv and answer != request:
            answer = ours.recv(1)
    except socket.timeout:
        continue
    assert answer == request, answer
server.join()
