"""The workers of executors: in which order the exit ends them, and how long their executor lives."""
import weakref

from . import shared, threads
from .core import S, LOAD, STORE


FLAG = "_shutdown"


def flag(kind):
    """Whether an executor takes no more tasks: its workers say so at the exit of the interpreter, without the lock under which submit looks.
    That they look first themselves changes nothing: they have been woken up behind whoever else has said so."""
    look(shared.module_variable("concurrent.futures.thread", "ThreadPoolExecutor." + FLAG, "whether an executor is shut down"), kind)


def followed(cls):
    """Has an executor's own methods tell of it, too."""
    def get(self):
        flag(LOAD)
        return vars(self)[FLAG]

    def put(self, value):
        if value:  # __init__ sets it to what nobody else has seen
            flag(STORE)
        vars(self)[FLAG] = value
    setattr(cls, FLAG, property(get, put))


class Workers(weakref.WeakKeyDictionary):
    """The workers of all executors, which the exit ends in the order of their start.  CPython enters each under the lock that
    it starts it under, which is none here: see guards.  Each lives until the execution is over: else the exit would find it or not by who
    drops the executor last, which no operation would show."""

    def __init__(self):
        super().__init__()
        self.living = []

    def __setitem__(self, worker, queue):
        self.living.append(worker)
        super().__setitem__(worker, queue)

    def clear(self):
        super().clear()
        self.living.clear()

    def items(self):
        return sorted(super().items(), key=lambda worker: worker[0].__dict__[threads.STARTED])


class Executor:
    """What a worker finds of its executor, while that lives: not the executor, because then it would be the worker that drops the
    last reference to it, if the program drops its own meanwhile, which no operation would show."""

    def __init__(self, executor):
        vars(self).update(_simrun_has=vars(executor), _simrun_type=type(executor))

    def __getattr__(self, name):
        has = self._simrun_has
        return has[name] if name in has else getattr(self._simrun_type, name).__get__(self)

    def __setattr__(self, name, value):
        if name == FLAG and self._simrun_has[name] != value:
            flag(STORE)
        self._simrun_has[name] = value


class Reference(weakref.ref):
    """The reference that workers have to their executor.  Whether it lives is a variable: they read it, and its end, after which
    it wakes them up, is a write."""
    __slots__ = ("life", "found")

    def __new__(cls, executor, ended):
        life = shared.Var("the executor's life", S.new_key()) if S.running else None

        def end(reference):
            look(life, STORE)
            reference.found = None  # that it has ended shows from here on
            ended(reference)
        self = super().__new__(cls, executor, end)
        self.life, self.found = life, Executor(executor)
        return self

    def __init__(self, executor, ended):
        super().__init__(executor, ended)

    def __call__(self):
        look(self.life, LOAD)
        return self.found


def look(life, kind):
    if S.running and S.several and life is not None:
        shared.touch(life, kind, "")


class Weak:
    """The module weakref, as that of executors sees it."""
    ref, WeakKeyDictionary = Reference, weakref.WeakKeyDictionary


def adapt(executors):
    executors._threads_queues = Workers()
    executors.weakref = Weak
    followed(executors.ThreadPoolExecutor)
