import threading

my_lock = threading.Lock()
my_lock.acquire()

my_lock.release()

with my_lock:
    pass
