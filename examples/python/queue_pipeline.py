"""A producer and a consumer, from https://realpython.com/intro-to-python-threading/: it can hang.

When the event is set while the queue is empty, the consumer may already be past its test, and waits in get for ever.
"""
import concurrent.futures
import logging
import queue
import random
import threading
import time


def producer(queue, event):
    while not event.is_set():
        message = random.randint(1, 101)
        logging.info("Producer set message: %s", message)
        queue.put(message)


def consumer(queue, event):
    while not event.is_set() or not queue.empty():
        message = queue.get()
        logging.info("Consumer get message: %s", message)


if __name__ == "__main__":
    format = "%(asctime)s: %(message)s"
    logging.basicConfig(format=format, level=logging.INFO, datefmt="%H:%M:%S")

    pipeline = queue.Queue(maxsize=10)
    event = threading.Event()
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as executor:
        executor.submit(producer, pipeline, event)
        executor.submit(consumer, pipeline, event)

        time.sleep(0.1)
        logging.info("Main: about to set event")
        event.set()
