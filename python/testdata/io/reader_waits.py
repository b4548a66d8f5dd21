"""A reader waits on a socket for what comes, and to its end.  To close the socket in another thread does not wake it: only to shut it
down does, as "fixed" has it, and closes it when the reader has ended."""
import socket
import sys
import threading

ours, theirs = socket.socketpair()


def read():
    while True:
        data = ours.recv(100)
        if not data:
            return
        print("got", data)


reader = threading.Thread(target=read, name="reader")
reader.start()
theirs.send(b"hello")
if "fixed" in sys.argv:
    ours.shutdown(socket.SHUT_RDWR)
    reader.join()
ours.close()
reader.join()
