"""Words for what threads wait for in futures: what those are called, and who is to complete them."""
from . import found, names, objects
from .core import S

LOOP = "_simrun_loop"  # attribute of a future whose coroutine that event loop runs


def made(function, has, maker):
    """What a future is called that a function of the library makes, or what waits for some, and its kind if that is not its class; None
    for all else.  A future goes by what it runs."""
    if function == "submit" and "fn" in has:
        return names.function_name(has["fn"]), None
    if function == "run_coroutine_threadsafe" and maker is not None:
        maker.__dict__[LOOP] = has.get("loop")
        return names.function_name(has.get("coro")), None
    if function == "_create_and_install_waiters" and maker is not None:
        return called(has.get("fs", ())), "Futures"
    return None, None


def called(futures):
    """What those futures are called that are not done: "read, read (2) and 3 more"."""
    known = [objects.of(f) for f in futures if f.__dict__.get("_state") in ("PENDING", "RUNNING")]
    known = sorted(k.name if k else "a future" for k in known)
    if len(known) > 3:
        return "%s, %s and %d more" % (known[0], known[1], len(known) - 2)
    return " and ".join([", ".join(known[:-1])] * (len(known) > 1) + known[-1:])


def doer(frame):
    """The number of the thread that is to do what the function of a frame waits for, as " 2": of a coroutine that an event loop was
    given that which runs the loop.  It is empty if that is not known."""
    loop = found.attribute(frame.f_locals.get("self"), LOOP) if frame is not None else None
    at = S.at_ident(loop.__dict__.get("_thread_id")) if loop is not None else None
    return "" if at is None else " %d" % at
