# A list of a library's module keeps what an execution puts there: the next one in the same process finds it.
import keyword
import threading

keyword.kwlist.append("execution")
print("execution", keyword.kwlist.count("execution"))
a, b = threading.Lock(), threading.Lock()


def work(first, second):
    with first:
        with second:
            print("in")


if keyword.kwlist.count("execution") > 1:  # it hangs only where something was left behind
    for pair in (a, b), (b, a):
        threading.Thread(target=work, args=pair).start()
