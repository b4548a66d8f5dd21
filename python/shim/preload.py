"""Where each execution is a fork of its own, the packages that it would import are loaded before: otherwise every execution loads
them anew, which takes longer than all the rest.

They are loaded as if a script did nothing else, so that locks that they make are as in an execution.  Where the program then
does something else than without, as one that sets a variable of the environment before an import, they are not.
"""
import importlib
import sys

from . import program, repeat
from .core import S, EXIT


class Imports(program.Program):
    """Imports modules in that order, in place of what another program does, and from where that finds them."""

    def __init__(self, of, modules, path):
        self.restore, self.modules, self.path = of.restore, modules, path

    def body(self):
        sys.path[:] = self.path
        for name in self.modules:
            try:
                importlib.import_module(name)
            except BaseException:
                pass  # it is the program's business, which may try, too
        S.due = False
        S.point(EXIT, 0, 0)


def prepare(of):
    """Loads what a program imports in its first execution, if that changes nothing."""
    before = set(sys.modules)

    def imported():
        modules = [n for n, m in sys.modules.items() if n not in before and not of.state.process.foreign(n, m)]
        return "\n".join(modules) + "\0" + "\n".join(sys.path)
    seen = repeat.in_fork(of, 1, after=imported)
    if isinstance(seen[0], str):
        return
    modules, path = (part.split("\n") for part in seen[0][2].split("\0"))
    loads = Imports(of, modules, path)
    again = repeat.in_fork(of, 1, before=lambda: repeat.watch(loads))
    if not isinstance(again[0], str) and not repeat.difference(seen[0][:2], again[0][:2]):
        repeat.watch(loads)
