"""Two threads, each with a loop, share a queue of asyncio, which is not for that: the one that puts does not wake the loop of the other
one.  "fixed" has it put in the loop of that one."""
import asyncio
import sys
import threading

ready = threading.Event()


async def get():
    global loop, queue
    loop, queue = asyncio.get_running_loop(), asyncio.Queue()
    ready.set()
    print(await queue.get())


async def put():
    ready.wait()
    if "fixed" in sys.argv:
        loop.call_soon_threadsafe(queue.put_nowait, "item")
    else:
        await queue.put("item")


getter = threading.Thread(target=lambda: asyncio.run(get()), name="getter")
putter = threading.Thread(target=lambda: asyncio.run(put()), name="putter")
getter.start()
putter.start()
getter.join()
putter.join()
