"""Modules of the program are rewritten when they are imported."""
from importlib.machinery import SourceFileLoader

from . import eventloops, names, rewrite, shared


def install():
    plain = SourceFileLoader.get_code

    def get_code(self, name):
        path = self.get_filename(name)
        if name in eventloops.ADAPTED:
            source = self.get_data(path) + b"\n%s(globals())\n" % eventloops.HOOK.encode()
            return compile(source, path, "exec", dont_inherit=True)
        if not names.owns(path) and name.partition(".")[0] not in shared.traced and name not in shared.rewritten:
            return plain(self, name)
        return rewrite.compile_file(self.get_data(path), path)
    SourceFileLoader.get_code = get_code
