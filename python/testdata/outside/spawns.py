"""multiprocessing forks beside a thread that may be within Queue.put.  "fixed" has it take a fresh interpreter, which is refused."""
import multiprocessing
import queue
import sys
import threading


def child():
    pass


if __name__ == "__main__":
    jobs = queue.Queue()
    worker = threading.Thread(target=jobs.put, args=(1,), name="worker")
    worker.start()
    process = multiprocessing.get_context("spawn" if "fixed" in sys.argv else "fork").Process(target=child)
    process.start()
    process.join()
    worker.join()
