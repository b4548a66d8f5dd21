"""Two workers and one end mark: the worker that does not get it waits for ever. With the argument "fixed" who gets it puts it
back."""
import queue
import sys
import threading
from dataclasses import dataclass, field


@dataclass
class Crew:
    size: int
    jobs: "queue.Queue[object]" = field(default_factory=queue.Queue)
    done: list = field(default_factory=list)

    def work(self):
        for job in iter(self.jobs.get, None):
            self.done.append(job)
        if len(sys.argv) > 1:
            self.jobs.put(None)

    def run(self, *jobs):
        workers = [threading.Thread(target=self.work, name=f"worker {n}") for n in range(self.size)]
        for w in workers:
            w.start()
        for job in (*jobs, None):
            self.jobs.put(job)
        for w in workers:
            w.join()


crew = Crew(2)
crew.run("brew")
assert crew.done == ["brew"]
