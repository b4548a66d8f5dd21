"""Sockets that the process has made for itself: pairs of them, and those of a connection with itself."""
import os
import socket
import sys
import weakref
import _socket

from . import channels, descriptors, outside, places
from .channels import note
from .core import S
from .descriptors import closing, enter, join, moved, of, reading, table, writing

plain = _socket.socket
made_pair = socket.socketpair


def socketpair(*args, **kwargs):
    a, b = made_pair(*args, **kwargs)
    if not S.running or places.maker()[1]:
        return a, b
    within = sys._getframe(1).f_code.co_name
    what = channels.name("wake-up pipe of the event loop" if within == "_make_self_pipe" else "socket pair")
    a, b = adopted(a), adopted(b)
    descriptors.new(a.fileno(), b.fileno())
    both(enter(a.fileno()), enter(b.fileno()), what)
    return a, b


def both(one, other, what):
    """Makes the channels between two ends."""
    join(one, other, "Socket", what)
    join(other, one, "Socket", what)


def adopted(s):
    """The same socket with a number that does not depend on what else is open."""
    family, kind, proto, timeout = s.family, s.type, s.proto, s.gettimeout()
    s = socket.socket(family, kind, proto, fileno=moved(s.detach()))
    s.settimeout(timeout)
    return s


closed = weakref.WeakKeyDictionary()  # socket → the number that it had


def own(s):
    """The end that a socket is of, for a call that begins, if the process has made both."""
    if not S.running:
        return None
    number = plain.fileno(s)
    return of(closed.get(s, -1) if number < 0 else number) and table.get(number)


def at(s, number):
    """The socket itself, or one that stands for it if it was closed while a call on it was blocked."""
    if plain.fileno(s) == number:
        return s, None
    spare = plain(socket.AF_UNIX, s.type, 0, fileno=number)
    return spare, spare


def call(s, number, method, *args):
    """Calls a method of what stands for the socket, which does not block."""
    s, spare = at(s, number)
    try:
        return method(s, *args)
    finally:
        if spare is not None:
            spare.detach()


def patience(s, flags=0):
    """Whether a call on the socket waits, and for how many seconds at most."""
    timeout = s.gettimeout()
    if timeout == 0 or flags & getattr(socket, "MSG_DONTWAIT", 0):
        return False, None
    return True, timeout


FLAGS_AT = {"recv": 1, "recvfrom": 1, "recvmsg": 2, "recv_into": 2, "recvfrom_into": 2, "recvmsg_into": 3}


def receiving(name):
    original, does = getattr(plain, name), "socket." + name

    def method(self, *args, **kwargs):
        end = own(self)
        if end is None or end.reads is None:
            return outside.through(plain.fileno(self), does, original, self, *args, **kwargs)
        flags = kwargs.get("flags", args[FLAGS_AT[name]] if len(args) > FLAGS_AT[name] else 0)
        got = reading(does, plain.fileno(self), *patience(self, flags), lambda n: call(self, n, original, *args, **kwargs),
                      looks=bool(flags & socket.MSG_PEEK))
        if name == "recv":
            note(got)
        elif name == "recv_into":
            note(memoryview(args[0]).cast("B")[:got])
        return got
    return named(method, name)


def sending(name):
    original, does = getattr(plain, name), "socket." + name

    def method(self, data, *args):
        end = own(self)
        if end is None or end.writes is None:
            return outside.through(plain.fileno(self), does, original, self, data, *args)
        waits, timeout = patience(self, args[0] if args and name != "sendmsg" else 0)
        view = memoryview(data if name != "sendmsg" else b"".join(data)).cast("B")
        write = plain.send if name == "sendall" else original

        def some(n, offset):
            rest = view[offset:] if name != "sendmsg" else [view[offset:]]
            sent = call(self, n, at_once, write, rest, args)
            note(view[offset:offset + sent])
            return sent
        sent = writing(does, plain.fileno(self), waits, timeout, some, len(view), whole=name == "sendall" or timeout is None)
        return None if name == "sendall" else sent
    return named(method, name)


def at_once(s, write, data, args):
    """Sends what there is room for, whatever the timeout of the socket says."""
    timeout = s.gettimeout()
    if not timeout:
        return write(s, data, *args)
    plain.settimeout(s, 0)
    try:
        return write(s, data, *args)
    finally:
        plain.settimeout(s, timeout)


def named(method, name):
    method.__name__ = name
    method.__qualname__ = "socket." + name
    return method


def real_close(self, _ss=plain):
    number = plain.fileno(self)
    if of(number) is None:
        return _ss.close(self)
    closed[self] = number
    closing("socket.close", number, _ss.close, self)


def shutdown(self, how):
    end = own(self)
    if end is None:
        return plain.shutdown(self, how)
    channels.operate("socket.shutdown", [(c, 0) for c in end.channels()], channels.NEVER)
    try:
        plain.shutdown(self, how)
    finally:
        for channel in end.channels():
            channel.settle()


def finalize(self):
    """What closes a socket that nobody has closed."""
    if S.running and plain.fileno(self) in table:
        self._real_close()
    else:
        plain.__del__(self)


def dup(number):
    return os.dup(number) if of(number) is not None else original_dup(number)


original_dup = socket.dup


def install():
    """Changes the class: whoever has it, or a subclass of it, sees that."""
    for name in ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into"):
        if hasattr(plain, name):
            setattr(socket.socket, name, receiving(name))
    for name in ("send", "sendall", "sendto", "sendmsg"):
        if hasattr(plain, name):
            setattr(socket.socket, name, sending(name))
    cls = socket.socket
    cls._real_close, cls.shutdown, cls.__del__ = real_close, named(shutdown, "shutdown"), finalize
    socket.socketpair, socket.dup = socketpair, dup
