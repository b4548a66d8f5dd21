"""One look at an attribute that another thread changes once past the object that is named, by the first argument: of a class from which
another one has it, of a class between them, of the class of a class, at a method.  "aside" changes what the look does not see."""
import sys
import threading


class Base:
    n = 0

    def method(self):
        return 0

    @classmethod
    def add(cls):
        cls.n += 1
        return cls.n


class Middle(Base):
    pass


class Sub(Middle):

    def of_super(self):
        return super().n

    def method(self):
        return super().method()


class Other(Base):
    pass


class Meta(type):
    n = 0


class Made(metaclass=Meta):
    pass


def slow():
    lock.acquire()
    lock.release()
    return 0


lock, sub, plain = threading.Lock(), Sub(), Middle()
plain.called = lambda given: given

CHANGES = {
    "base": lambda: setattr(Base, "n", 1), "middle": lambda: setattr(Middle, "n", 1), "sub": lambda: setattr(Sub, "n", 1),
    "deleted": lambda: delattr(Middle, "m"), "meta": lambda: setattr(Meta, "n", 1), "new": lambda: setattr(Base, "m", 1),
    "function": lambda: setattr(Base, "m", lambda self: 1), "method": lambda: setattr(Base, "method", lambda self: 1),
    "override": lambda: setattr(Middle, "method", lambda self: 1), "own": lambda: setattr(plain, "method", lambda: 1),
    "property": lambda: setattr(Base, "p", property(lambda self: 1)),
    "arguments": lambda: (slow(), setattr(plain, "called", lambda given: 1)), "adds": Base.add, "aside": lambda: setattr(Other, "n", 1),
}
LOOKS = {
    "class": lambda: Sub.n, "object": lambda: sub.n, "super": sub.of_super, "made": lambda: Made.n, "new": lambda: hasattr(Sub, "m"),
    "new-object": lambda: hasattr(sub, "m"), "add": Sub.add, "call": lambda: plain.method(), "by-class": lambda: Middle.method(plain),
    "by-super": sub.method, "property": lambda: plain.p, "called": lambda: plain.called(slow()), "name": lambda: getattr(Sub, "n"),
}
Base.p = property(lambda self: 0)
change, looks = sys.argv[1], sys.argv[2:]
if change == "deleted":
    Middle.m = 0
threads = [threading.Thread(target=CHANGES[change])] + [threading.Thread(target=lambda look=look: got.append(LOOKS[look]())) for look in looks]
got = []
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(got), Base.n, Sub.n)
