"""A handler of a signal sets an event of asyncio, which does not wake the loop that sleeps.  "fixed" has the loop call it."""
import asyncio
import signal
import sys


async def main():
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    if "fixed" in sys.argv:
        loop.add_signal_handler(signal.SIGTERM, stop.set)
    else:
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
    await stop.wait()
    print("stopped")


asyncio.run(main())
