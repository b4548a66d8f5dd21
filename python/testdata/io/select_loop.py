"""A loop waits with a selector for a socket, and for a pipe that says that it is to stop.  stop() writes to the pipe only if it sees that
the loop runs, which the loop has not said yet: then nobody wakes it.  "fixed" has it write in any case."""
import os
import selectors
import socket
import sys
import threading

r, w = os.pipe()
ours, theirs = socket.socketpair()
running = False


def loop():
    global running
    running = True
    with selectors.DefaultSelector() as s:
        s.register(r, selectors.EVENT_READ, "stop")
        s.register(ours, selectors.EVENT_READ, "data")
        while True:
            for key, _ in s.select():
                if key.data == "stop":
                    return
                print(ours.recv(10))


def stop():
    if running or "fixed" in sys.argv:
        os.write(w, b"!")


thread = threading.Thread(target=loop, name="loop")
thread.start()
theirs.send(b"x")
stop()
thread.join()
