# Executes the statements that it is given as JSON, each for itself, and prints the last line of the traceback of each.
import _thread, atexit, json, logging, queue, sys, threading, time, traceback
from concurrent import futures


class Bare(threading.Thread):
    def __init__(self):
        pass


def fail(*args):
    raise ValueError("fail")


def dummy():
    """Makes a thread without a Thread of its own ask for one, and returns that."""
    found = []
    ended = threading.Event()

    def ask():
        found.append(threading.current_thread())
        ended.set()

    _thread.start_new_thread(ask, ())
    ended.wait()
    return found[0]


def join_own_handle():
    """Raises what a thread gets that joins its own handle."""
    raised = []
    handle = _thread._ThreadHandle()

    def join():
        try:
            handle.join()
        except BaseException as e:
            raised.append(e)

    _thread.start_joinable_thread(join, handle=handle).join()
    raise raised[0]


def said(statements):
    """Is what the statements raise."""
    try:
        exec(statements, dict(globals(), bare=Bare()))
    except BaseException as e:
        return traceback.format_exception_only(e)[-1].strip()
    return "nothing"


hook = threading.excepthook
answers = []
for statements in json.loads(sys.argv[1]):
    answers.append(said(statements))
    if threading.excepthook is None:
        threading.excepthook = hook
print(json.dumps(answers))
