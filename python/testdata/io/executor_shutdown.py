"""asyncio.run waits for the threads of its executor, one of which waits for what comes only behind it.  "fixed" has it come before."""
import asyncio
import sys
import threading

stop = threading.Event()


async def main():
    waiting = asyncio.get_running_loop().run_in_executor(None, stop.wait)
    if "fixed" in sys.argv:
        stop.set()
        await waiting


asyncio.run(main())
stop.set()
