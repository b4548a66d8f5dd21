import threading
import logging
import time


def thread_waiting(event):
    logging.info("Child\t\t:Thread is waiting for event")
    event.wait()
    logging.info("Child\t\t:Thread is executing")


if __name__ == "__main__":
    format = "%(asctime)s: %(message)s"
    logging.basicConfig(format=format, level=logging.INFO,
                        datefmt="%H:%M:%S")

    event = threading.Event()
    child = threading.Thread(target=thread_waiting, args=(event,))
    logging.info("Main\t\t:child starting")
    child.start()
    time.sleep(1)
    logging.info("Main\t\t:event set")
    event.set()
    child.join()
    logging.info("Main\t\t:terminating")
