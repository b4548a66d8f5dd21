"""A callback on the loop waits for a coroutine that the same loop is to run.  "fixed" has a thread wait for it."""
import asyncio
import sys


async def answer():
    return 42


def wait(loop):
    return asyncio.run_coroutine_threadsafe(answer(), loop).result()


async def main():
    loop = asyncio.get_running_loop()
    if "fixed" in sys.argv:
        print(await loop.run_in_executor(None, wait, loop))
    else:
        print(wait(loop))


asyncio.run(main())
