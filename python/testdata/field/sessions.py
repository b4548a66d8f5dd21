"""A cache of sessions by the identity of the thread: a thread gets that of one that has ended, and with it its session.  With the
argument "fixed" a thread takes its own out when it ends."""
import sys
import threading


class Sessions:
    def __init__(self):
        self.by_thread = {}

    def current(self, user):
        return self.by_thread.setdefault(threading.get_ident(), user)

    def close(self):
        self.by_thread.pop(threading.get_ident(), None)


sessions, seen = Sessions(), []


def request(user):
    seen.append((user, sessions.current(user)))
    if sys.argv[1:]:
        sessions.close()


for user in ("alice", "bob"):
    thread = threading.Thread(target=request, args=(user,))
    thread.start()
    thread.join()
for user, session in seen:
    assert user == session, f"{user} has the session of {session}"
