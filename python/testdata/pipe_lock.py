import threading, logging, time, random, queue, concurrent.futures
import concurrent, sys
import random


class Pipeline:
    def __init__(self):
        self.message = 0
        self.producer_lock = threading.Lock()
        self.consumer_lock = threading.Lock()
        self.consumer_lock.acquire()  # prevent reading before message is written

    def set_message(self, message):
        self.producer_lock.acquire()  # prevent other threads from setting the message
        self.message = message
        self.consumer_lock.release()
        # before the message is read, no writing allowed, thus not releasing the producer lock

    def get_message(self):
        self.consumer_lock.acquire()
        message = self.message
        self.producer_lock.release()
        # before the message is set again, no reading allowed, thus not releasing the consumer lock
        return message


def producer(pipeline):
    for index in range(int(sys.argv[1])):
        message = random.randint(1, 101)
        logging.info("Producer set message: %s", message)
        pipeline.set_message(message)
    pipeline.set_message(-1)


def consumer(pipeline):
    message = 0
    while message != -1:
        message = pipeline.get_message()
        if message != -1:
            logging.info("Consumer get message: %s", message)



if __name__ == "__main__":
    format = "%(asctime)s: %(message)s"
    logging.basicConfig(format=format, level=logging.INFO,
                        datefmt="%H:%M:%S")
    # logging.getLogger().setLevel(logging.DEBUG)

    pipeline = Pipeline()
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as executor:
        executor.submit(producer, pipeline)
        executor.submit(consumer, pipeline)
