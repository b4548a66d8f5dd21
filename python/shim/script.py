"""The program: a script, executed again and again as the module __main__ of one process."""
import builtins
import os
import runpy
import sys
import types

from . import arrivals, hooks, imports, names, output, places, printed, real, rewrite, state, stated, stdin, texts, unread
from .core import S, EXIT
from .program import Program


class Script(Program):
    most_left = 100  # threads that executions may have left behind when another one follows in the same process

    def __init__(self, path, module, folder, args, check):
        self.path, self.module = path, module
        names.home = names.folder = os.path.join(os.path.abspath(folder), "")
        with open(path, "rb") as f:
            source = f.read()
        hooks.install(builtins, rewrite.HOOK)
        imports.install()
        self.stated = stated.Stated(check) if check else None
        names.owns(os.path.abspath(path))  # so that it is one of the program's files also if no line of it does anything
        self.code = rewrite.compile_file(source, os.path.abspath(path)) if not module or names.owns(os.path.abspath(path)) else None
        sys.argv[:] = ["-m" if module else path] + args  # as it is until the module is found
        if not module:
            sys.path[0] = os.path.dirname(os.path.abspath(path))
        elif sys.path[:1] == [""]:
            sys.path[0] = os.getcwd()
        self.state = state.State()

    def restore(self, seed):
        self.state.restore(seed)

    def body(self):
        """What the main thread runs: the script, and what the interpreter does at its exit."""
        import threading
        module = types.ModuleType("__main__")
        module.__file__, module.__builtins__ = self.path, builtins
        sys.modules["__main__"] = module
        stdin.begin()
        ended, at = False, ""  # at is the line that ended the script
        if self.stated:
            self.stated.begin(module)
        try:
            arrivals.begin()
            exec(self.found(module) if self.module else self.code, module.__dict__)
            ended = True
        except SystemExit as e:
            self.exit_with(e.code)
            at = output.line_of(e.__traceback__) or output.line_of(e.__traceback__, lambda file: True)  # of a module of the library
        except BaseException as e:
            S.exit_code = 130 if arrivals.interrupts(e) else 1
            output.raised(e)
        try:
            threading._shutdown()
        except BaseException as e:  # of the handler of a signal: nobody is waited for any more
            output.raised(e, "Exception ignored in: %r\n" % threading)
        state.run_exits()
        if self.stated:
            self.stated.finish(ended)
        unread.report()
        printed.report()
        S.due = False
        S.point(EXIT, S.exit_code, S.driver.text(at) if at else 0)

    def found(self, main):
        """The code of the module that is executed; of the packages that it is in that is executed here, as by python -m."""
        name, spec, code = runpy._get_module_details(self.module)
        sys.argv[0] = main.__file__ = spec.origin
        main.__cached__, main.__loader__, main.__package__, main.__spec__ = spec.cached, spec.loader, spec.parent, spec
        return code

    def exit_with(self, code):
        """sys.exit: a number, or a text that goes to stderr."""
        if code is None or issubclass(type(code), int):
            S.exit_code = code or 0
            return
        S.exit_code = 1
        texts.looks(code)
        sys.stderr.write(str(code) + "\n")


def exit_now(code):
    """os._exit: the process is gone."""
    if not S.running:
        real.quit(code)
    frame, _ = places.maker()
    S.point(EXIT, code, S.driver.text("%s:%d" % (frame.f_code.co_filename, frame.f_lineno)) if frame is not None else 0)
    S.leave()


def killed(number):
    """A signal without a handler ends the process."""
    S.point(EXIT, 128 + number)
    S.leave()
