"""Where the tasks of an event loop stand that waits without an end: no thread stands there, so a deadlock would have only the line that runs
the loop."""
import sys

from . import names, places
from .core import S, READY

MOST = 4   # tasks that are named


def tell(channel):
    """The running thread is about to wait for the channel until another one wakes its loop up."""
    events = sys.modules.get("asyncio.events")
    loop = events and events._get_running_loop()
    if loop is None:
        return
    text = ", ".join(standing(loop))
    if text != channel.tasks:
        channel.tasks = text
        channel.present()
        S.buffer += (S.current.id << 8 | READY, channel.key, S.driver.text(text), channel.ready)


def standing(loop):
    tasks = sys.modules["asyncio.tasks"]
    registry = getattr(tasks, "_scheduled_tasks", None) or getattr(tasks, "_all_tasks", ())
    found = sorted(where(t) for t in list(registry) if t.__dict__.get("_loop") is loop and t.__dict__.get("_state", "PENDING") == "PENDING")
    return found[:MOST] + ["%d more" % (len(found) - MOST)] * (len(found) > MOST)


def where(task):
    """The innermost line of the program at which a task awaits something."""
    coroutine, at = task.__dict__["_coro"], ""
    name = getattr(coroutine, "__qualname__", "a task")
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
        if frame is not None and names.owns(frame.f_code.co_filename):
            at = " at " + places.line_of(frame)
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
    return name + at
