"""What a ThreadPool and multiprocessing.dummy are asked for."""
import time
from multiprocessing import TimeoutError, dummy
from multiprocessing.pool import ThreadPool


def square(x):
    if x == 3:
        raise ValueError("three")
    return x * x


with ThreadPool(2) as pool:
    print(pool.map(square, [1, 2]), sorted(pool.imap_unordered(square, [1, 2, 4])), list(pool.imap(square, [5, 6])), pool.starmap(pow, [(2, 3)]))
    try:
        pool.map(square, [1, 3])
    except ValueError as e:
        print("error", e)
    got = []
    right = pool.apply_async(square, (7,), callback=got.append)
    wrong = pool.apply_async(square, (3,), error_callback=lambda e: got.append(str(e)))
    right.wait()
    wrong.wait()
    print(sorted(map(str, got)), right.successful(), wrong.successful(), right.ready())
    slow = pool.apply_async(time.sleep, (5,))
    try:
        slow.get(timeout=0.5)
    except TimeoutError:
        print("timed out")

begun = []
closed = ThreadPool(processes=2, initializer=begun.append, initargs=("init",))
result = closed.map_async(square, range(3))
closed.close()
closed.join()
print(begun, result.get())

ended = dummy.Pool(2)
print(ended.map(square, [4]))
ended.terminate()
ended.join()

queue = dummy.Queue()
processes = [dummy.Process(target=lambda: queue.put(1)) for _ in range(2)]
for p in processes:
    p.start()
for p in processes:
    p.join()
print(queue.get(), queue.get(), [p.exitcode for p in processes])
left = ThreadPool(1)  # the exit of the interpreter ends it
print(left.apply(square, (2,)))
