"""What is executed again and again, of whatever kind: each execution begins alike."""
import gc

from . import arrivals, local, order, output, rewrite, shared, temporary
from .core import S


class Program:
    """A script, or a test: restore(seed) undoes what executions before have done, and body() is what the main thread runs."""
    shared = ()  # the numbers of the variables whose accesses are operations

    def execute(self, seed):
        """Executes the program once; S.driver decides."""
        main = S.reset()
        self.restore(seed)
        order.begin()
        shared.begin(self.shared)
        output.during(lambda: S.execute(main, self.body))
        local.end(main)
        temporary.remove()
        if rewrite.files_with_finalizers or arrivals.collects[0]:  # so that none runs in the next execution
            gc.collect()
