"""A worker hands its result to the loop by call_soon, which does not wake it: the loop finds it only if it comes before it falls asleep.
"fixed" has it call call_soon_threadsafe."""
import asyncio
import sys
import threading


async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def work():
        call = loop.call_soon_threadsafe if "fixed" in sys.argv else loop.call_soon
        call(done.set_result, 42)

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    assert await done == 42
    worker.join()


asyncio.run(main())
