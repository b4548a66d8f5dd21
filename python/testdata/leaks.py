# A library's module keeps what an execution puts there: the next one in the same process finds it.
import collections
import threading

collections.executions = getattr(collections, "executions", 0) + 1
print("execution", collections.executions)
a, b = threading.Lock(), threading.Lock()


def work(first, second):
    with first:
        with second:
            print("in")


if collections.executions > 1:  # it hangs only where something was left behind
    for pair in (a, b), (b, a):
        threading.Thread(target=work, args=pair).start()
