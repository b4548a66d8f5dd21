"""What the program replaces in modules and classes of the library, as json.dumps or socket.socket.connect: that is put back when the execution
is over, for the next one."""
import sys
import types

from . import names, shared
from .core import S

HOLDERS = (types.ModuleType, type)
ABSENT = object()
STREAMS = ("stdout", "stderr", "stdin")  # of sys, which each execution is given anew
before = {}  # (id of a module or class, name) → the module or class, the name, and what that was


def note(o, a):
    """The program is about to give a name of a module or a class something else."""
    if not S.running or S.looking or (id(o), a) in before:
        return
    module = o if issubclass(type(o), types.ModuleType) else sys.modules.get(o.__module__)
    if module is not None and stays(module) and not (module is sys and a in STREAMS):
        before[id(o), a] = o, a, o.__dict__.get(a, ABSENT)


def stays(module):
    """Says whether it is there in the next execution, too, and not loaded anew."""
    return not shared.is_made(module) and not names.owns(str(module.__dict__.get("__file__") or "\0")) and \
        module.__name__.partition(".")[0] not in shared.traced


def restore():
    for o, a, was in before.values():
        store, delete = (type.__setattr__, type.__delattr__) if issubclass(type(o), type) else (setattr, delattr)
        if was is not ABSENT:
            store(o, a, was)
        elif a in o.__dict__:
            delete(o, a)
    before.clear()
