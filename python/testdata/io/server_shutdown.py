"""A server of socketserver is shut down by the thread that serves, which waits for itself.  "fixed" has another thread do it."""
import socket
import socketserver
import sys
import threading


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(10)
        if "fixed" not in sys.argv:
            self.server.shutdown()


server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, name="server")
thread.start()
with socket.create_connection(server.server_address) as client:
    client.sendall(b"stop")
    client.recv(1)
if "fixed" in sys.argv:
    server.shutdown()
thread.join()
server.server_close()
