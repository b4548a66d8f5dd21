# Executes a script again and again in one process, on real threads and with nothing that decides: what it costs without simrun.
# Prints executions per second of processor time, of as many as come in one.
import logging
import sys
import time
import types


class Nowhere:
    def write(self, text):
        return len(text)

    def flush(self):
        pass


path, sys.argv = sys.argv[1], sys.argv[1:]
with open(path) as f:
    code = compile(f.read(), path, "exec")
out, sys.stdout, sys.stderr = sys.stdout, Nowhere(), Nowhere()
began = used = time.process_time()
executions = 0
while used - began < 1:
    logging.root.handlers[:] = []
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    exec(code, module.__dict__)
    executions, used = executions + 1, time.process_time()
print(executions / (used - began), file=out)
