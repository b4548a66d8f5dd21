"""What the interpreter is started with (python -c): takes the modules of this package from stdin and runs serve.

They come as "name length" lines, each followed by so many bytes, so nothing is written to disk.
"""
import sys


class _Loader:
    """Finds the modules of the package _simrun among the sources that came in."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        if name != "_simrun" and name not in self.sources:
            return None
        from _frozen_importlib import ModuleSpec
        return ModuleSpec(name, self, is_package=name == "_simrun")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        if name in self.sources:
            file = "<simrun>/" + name[len("_simrun."):] + ".py"
            exec(compile(self.sources[name], file, "exec"), module.__dict__)


def _boot():
    import os
    data, sources = sys.stdin.buffer.read(), {}
    while data:
        head, data = data.split(b"\n", 1)
        name, size = head.decode().split()
        sources["_simrun." + name], data = data[:int(size)].decode(), data[int(size):]
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    sys.meta_path.insert(0, _Loader(sources))
    from _simrun import serve
    serve.main(sys.argv[1:])


_boot()
