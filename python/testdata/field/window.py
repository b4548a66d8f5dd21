"""Senders wait for room in the window of a channel, and who closes it wakes one of them.  With the argument "fixed" it wakes all."""
import sys
import threading


class Channel:
    def __init__(self):
        self.lock = threading.Lock()
        self.room = threading.Condition(self.lock)
        self.idle = threading.Condition(self.lock)
        self.closed = False

    def send(self):
        with self.lock:
            while not self.closed:
                self.room.wait()

    def close(self):
        with self.lock:
            self.closed = True
            if sys.argv[1:]:
                self.room.notify_all()
            else:
                self.room.notify()
            self.idle.notify_all()


channel = Channel()
senders = [threading.Thread(target=channel.send, name=f"sender {n}") for n in range(2)]
for s in senders:
    s.start()
channel.close()
for s in senders:
    s.join()
