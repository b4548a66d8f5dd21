"""Connections of the process with itself, over a local address: who connects to one at which this process listens gets one of a pair of
sockets, and who accepts the other one.  The descriptor of a socket that listens becomes one of a pair, too: a byte comes by it with each
connection, so whatever waits for that descriptor finds it ready.

An address is a variable of threads: to connect looks at it, and to listen and to close changes it.  No address is taken from the
system, and the ports that are given are the same each time.
"""
import errno
import os
import socket

from . import channels, descriptors, outside, processwide, real, shared
from .channels import NEVER, operate
from .core import S, LOAD, STORE
from .descriptors import End, closing, enter, moved, of, reading, table
from .sockets import both, closed, named, patience, plain, real_close

FIRST_PORT, EACH = 40000, 100
INTERNET = (socket.AF_INET, socket.AF_INET6)
ANY = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "localhost": "127.0.0.1", "::": "::1"}
listeners = {}  # address → Listener
addresses = {}  # number of a descriptor → its own address and that of the other end, as they are shown
bound = set()   # addresses at which this execution has listened, or may have
given = {}      # task → how many ports it was given


class Listener:
    def __init__(self, number, address):
        self.number, self.address, self.closed = number, address, False
        self.waiting = []  # the descriptors that accept is to return


def address_of(s, address):
    """The address as a key: None if it is none of this machine, or of a kind that is not followed."""
    if s.type != socket.SOCK_STREAM or not S.running:
        return None
    if s.family == getattr(socket, "AF_UNIX", None):
        return os.path.abspath(address) if isinstance(address, str) and address[:1] != "\0" else address
    if s.family not in INTERNET or type(address) is not tuple or len(address) < 2 or type(address[1]) is not int:
        return None
    host = "::1" if s.family == socket.AF_INET6 and address[0] in ("", "localhost") else ANY.get(address[0], address[0])
    return (host, address[1]) if host == "::1" or str(host).startswith("127.") else None


def shown(s, key):
    """The address as Python shows it."""
    return key + (0, 0) if s.family == socket.AF_INET6 else key


def free_port():
    me = S.current
    given[me] = given.get(me, 0) + 1
    return FIRST_PORT + EACH * me.id + given[me]


def look(key, kind, does):
    """An access to the address."""
    if S.several:
        text = key if isinstance(key, str) else repr(key) if isinstance(key, bytes) else "%s:%d" % key
        shared.touch(shared.module_variable("addresses", text, "address " + text), kind, does)


# -- what replaces the methods of sockets

def bind(self, address):
    key = address_of(self, address)
    if key is None or self.family not in INTERNET:
        return plain.bind(self, address)
    if not key[1]:
        key = key[0], free_port()
    look(key, LOAD, "socket.bind")
    if any(own == shown(self, key) and other is None for own, other in addresses.values()):
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    look(key, STORE, "socket.bind")
    bound.add(key)
    addresses[plain.fileno(self)] = shown(self, key), None


def listen(self, *backlog):
    number = plain.fileno(self)
    own = addresses.get(number, (None, None))[0]
    if own is None and self.family in INTERNET and S.running and self.type == socket.SOCK_STREAM:
        own = shown(self, ("127.0.0.1", free_port()))
        addresses[number] = own, None
    key = address_of(self, own if own is not None else plain.getsockname(self))
    if not key or number in table:
        return plain.listen(self, *backlog)
    if own is None:
        addresses[number] = plain.getsockname(self), None
    look(key, STORE, "socket.listen")
    taken(self, number, Listener(number, key))


def taken(s, number, listener):
    """Has the descriptor of a socket be one that gets a byte with each connection."""
    a, b = pair()
    replace(s, number, a)
    knocks = moved(b)
    inner, outer = enter(number), End(knocks)
    inner.reads = channels.Channel("Listener", channels.name("listener"), inner.numbers, outer.numbers)
    listener.knocks, listener.channel = knocks, inner.reads
    listeners[listener.address] = listener


def pair():
    a, b = socket._socket.socketpair()
    return a.detach(), b.detach()


def replace(s, number, made):
    """Puts what another descriptor stands for in place of what that of a socket does."""
    real.dup2(made, number, False)
    real.close(made)
    os.set_blocking(number, s.gettimeout() is None)


def connect(self, address):
    key = address_of(self, address)
    if key is None:
        return outside.through(plain.fileno(self), "socket.connect", plain.connect, self, address)
    number, (a, b) = plain.fileno(self), pair()
    theirs, = descriptors.new(moved(b))
    look(key, LOAD, "socket.connect")
    listener = listeners.get(key)
    if listener is not None:
        operate("socket.connect", [(listener.channel, 0)], NEVER)  # there is no operation from here on
    if listener is None or listener.closed:
        real.close(a)
        real.close(theirs)
        if key in bound or not isinstance(key, tuple) or not key[1]:
            raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
        return outside.through(number, "socket.connect", plain.connect, self, address)
    replace(self, number, a)
    both(enter(number), enter(theirs), channels.name("connection"))
    mine = addresses.get(number, (None, None))[0]
    if mine is None:
        mine = shown(self, (key[0], free_port())) if self.family in INTERNET else ""
    there = shown(self, key) if self.family in INTERNET else address
    addresses[number], addresses[theirs] = (mine, there), (there, mine)
    listener.waiting.append(theirs)
    real.write(listener.knocks, b"!")
    listener.channel.settle()


def connect_ex(self, address):
    if address_of(self, address) is None:
        return outside.through(plain.fileno(self), "socket.connect", plain.connect_ex, self, address)
    try:
        connect(self, address)
    except OSError as e:
        return e.errno or errno.EIO
    return 0


def accept(self):
    """socket._accept, which accept calls: the number of a descriptor, and who has connected."""
    number = plain.fileno(self)
    end = of(number)
    if end is None or end.reads is None:
        return outside.through(number, "socket.accept", plain._accept, self)
    listener = next((l for l in listeners.values() if l.channel is end.reads), None)
    waits, timeout = patience(self)

    def take(n):
        if not real.read(n, 1):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return listener.waiting.pop(0)
    theirs = reading("socket.accept", number, waits, timeout, take)
    return theirs, addresses[theirs][1]


def getsockname(self):
    own = addresses.get(plain.fileno(self)) if S.running else None
    return own[0] if own else plain.getsockname(self)


def getpeername(self):
    own = addresses.get(plain.fileno(self)) if S.running else None
    if own and own[1] is None:
        raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))
    return own[1] if own else plain.getpeername(self)


def setsockopt(self, level, *args):
    if level == socket.SOL_SOCKET or not S.running or plain.fileno(self) not in addresses:
        return plain.setsockopt(self, level, *args)


def close(self, _ss=plain):
    """What closes a socket: who has connected and was not accepted finds the connection closed."""
    number = plain.fileno(self)
    listener = next((l for l in listeners.values() if l.number == number), None) if S.running else None
    if listener is None:
        real_close(self, _ss)
        addresses.pop(number, None)
        return

    def shut():
        listener.closed = True
        _ss.close(self)
    closed[self] = number
    closing("socket.close", number, shut)
    look(listener.address, STORE, "socket.close")
    del listeners[listener.address]
    del addresses[number]
    for theirs in listener.waiting:
        os.close(theirs)
    real.close(listener.knocks)


def init(self, family=-1, type=-1, proto=-1, fileno=None):
    """Gives a new socket a number that does not depend on what else is open."""
    if S.running and fileno is None:
        family, type = socket.AF_INET if family == -1 else family, socket.SOCK_STREAM if type == -1 else type
        proto = 0 if proto == -1 else proto
        processwide.accessed(processwide.TIMEOUT, LOAD, "socket")
        fileno = moved(plain(family, type, proto).detach())
    made(self, family, type, proto, fileno)


made = socket.socket.__init__


def install():
    cls = socket.socket
    for method in (bind, listen, connect, connect_ex, getsockname, getpeername, setsockopt):
        setattr(cls, method.__name__, named(method, method.__name__))
    cls._accept, cls._real_close, cls.__init__ = accept, close, named(init, "__init__")


def restore():
    for listener in listeners.values():
        real.close(listener.knocks)
    for registry in (listeners, addresses, given, bound):
        registry.clear()
