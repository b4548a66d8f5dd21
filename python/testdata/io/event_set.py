"""A worker sets an event of asyncio, which is not for other threads: who waits for it is not woken.  "fixed" has the loop set it."""
import asyncio
import sys
import threading


async def main():
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def work():
        if "fixed" in sys.argv:
            loop.call_soon_threadsafe(stop.set)
        else:
            stop.set()

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    await stop.wait()
    worker.join()


asyncio.run(main())
