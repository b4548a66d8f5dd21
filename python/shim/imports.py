"""Modules of the program are rewritten when they are imported."""
import runpy
import sys
from importlib.machinery import SourceFileLoader

from . import cells, eventloops, followed, given, modulelocks, names, rewrite, shared
from .core import S


TESTING = {"pytest", "_pytest", "hypothesis"}  # packages that threads of the program do not run


def is_program(name, path):
    """Says whether a module is one of the program."""
    package = name.partition(".")[0]
    if package in shared.traced:
        shared.met.add(package)
        return True
    return names.owns(path)


def untraced():
    """Those of the packages that the program imports which are not of Python itself, and in which accesses are not seen."""
    for name in sorted(rewrite.imported - TESTING):
        file = str(getattr(sys.modules.get(name), "__file__", None) or "")
        if file.endswith(".py") and not names.standard(file) and not is_program(name, file):
            yield name


def install():
    plain = SourceFileLoader.get_code

    def get_code(self, name):
        path = self.get_filename(name)
        if name in eventloops.ADAPTED:
            source = self.get_data(path) + b"\n%s(globals())\n" % eventloops.HOOK.encode()
            return (rewrite.compile_file(source, path) if name in shared.rewritten else compile(source, path, "exec", dont_inherit=True))
        if not is_program(name, path) and name not in shared.rewritten:
            return plain(self, name)
        with followed.as_before(name):
            return rewrite.compile_file(self.get_data(path), path, True)
    SourceFileLoader.get_code = get_code
    execute = SourceFileLoader.exec_module

    def exec_module(self, module):
        if is_program(module.__name__, self.path):
            given.enter(module.__dict__)  # it need not be listed
            try:
                return execute(self, module)
            finally:
                modulelocks.executed(module.__name__)
        me = S.current
        before, me.importing = (me.importing, S.running, S.several), True
        if module.__name__ in shared.rewritten:
            S.running = S.several = False  # what it makes is no thread's, and nobody else is there yet
        try:
            execute(self, module)
        finally:
            me.importing, S.running, S.several = before
            if not me.importing:
                cells.ready()
    SourceFileLoader.exec_module = exec_module
    given.adapt_runpy(runpy)
