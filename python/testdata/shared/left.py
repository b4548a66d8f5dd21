"""An object with a finalizer that the end of the script leaves behind.  What its finalizer does then is nobody's access to what threads share."""
import threading


class Last:
    def __del__(self):
        rows.append("ended")


rows, last = [], Last()
threads = [threading.Thread(target=rows.append, args=(n,)) for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(rows)
