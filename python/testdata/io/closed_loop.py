"""A thread hands work to a loop that may be stopped before it comes to it: then nobody ever sets the future.  "fixed" has it stopped
only when the work is done."""
import asyncio
import sys
import threading

loop = asyncio.new_event_loop()


def run():
    loop.run_forever()
    loop.close()


async def answer():
    await asyncio.sleep(0)
    return 42


thread = threading.Thread(target=run, name="loop")
thread.start()
future = asyncio.run_coroutine_threadsafe(answer(), loop)
if "fixed" in sys.argv:
    print(future.result())
loop.call_soon_threadsafe(loop.stop)
print(future.result())
thread.join()
