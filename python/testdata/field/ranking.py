"""A table is sorted by a key that Python code computes, while another thread enters one more. With the argument "fixed" a sorted copy is
shown."""
import sys
import threading

scores = [3, 1, 2]


def descending(score):
    return -score


def rank():
    if len(sys.argv) > 1:
        print(sorted(scores, key=descending)[0])
    else:
        scores.sort(key=descending)
        print(scores[0])


threads = [threading.Thread(target=rank), threading.Thread(target=scores.append, args=(9,))]
for t in threads:
    t.start()
for t in threads:
    t.join()
