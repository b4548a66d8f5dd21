"""A client connects to a server that may not listen yet.  "fixed" has it wait until it does."""
import socket
import sys
import threading

listening = threading.Event()
port = 0


def serve():
    global port
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        listening.set()
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"hello")


server = threading.Thread(target=serve, name="server")
server.start()
if "fixed" in sys.argv:
    listening.wait()
with socket.create_connection(("127.0.0.1", port)) as client:
    print(client.recv(10))
server.join()
