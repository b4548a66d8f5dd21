"""A server handles one connection after the other, and a client that has one and waits for the answer that another one's request brings
about hangs.  "fixed" has each connection handled by a thread."""
import socket
import sys
import threading

server = socket.create_server(("127.0.0.1", 0))
asked = threading.Event()


def handle(connection):
    with connection:
        request = connection.recv(10)
        if request == b"wait":
            asked.wait()
        else:
            asked.set()
        connection.sendall(b"done")


def serve():
    threads = []
    for _ in range(2):
        connection, _ = server.accept()
        if "fixed" in sys.argv:
            threads.append(threading.Thread(target=handle, args=(connection,)))
            threads[-1].start()
        else:
            handle(connection)
    for t in threads:
        t.join()


def ask(what):
    with socket.create_connection(server.getsockname()) as client:
        client.sendall(what)
        client.recv(10)


threads = [threading.Thread(target=serve, name="server")]
threads += [threading.Thread(target=ask, args=(what,), name=what.decode()) for what in (b"wait", b"set")]
for t in threads:
    t.start()
for t in threads:
    t.join()
server.close()
