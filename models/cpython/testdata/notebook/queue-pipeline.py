import concurrent
import logging
import queue
import random
import threading
import time


def producer(queue, stop_event):
    n = 0
    while not stop_event.is_set():
        message = random.randint(1, 101)
        logging.info("Producer set message: %s", message)
        queue.put(message)
        n += 1
        if n == MESSAGES:
            stop_event.wait()


def consumer(queue, stop_event):
    while not stop_event.is_set() or not queue.empty():
        message = queue.get()
        logging.info("Consumer get message: %s", message)


if __name__ == "__main__":
    format = "%(asctime)s: %(message)s"
    logging.basicConfig(format=format, level=logging.INFO,
                        datefmt="%H:%M:%S")

    pipeline = queue.Queue(maxsize=MAXSIZE)
    event = threading.Event()
    with concurrent.futures.ThreadPoolExecutor(max_workers=WORKERS) as executor:
        executor.submit(producer, pipeline, event)
        executor.submit(consumer, pipeline, event)

        time.sleep(0.1)
        logging.info("Main: about to set event")
        event.set()
