"""A module waits for a thread that it has started while it is imported, and the thread imports from it. With the argument
"fixed" the thread is given what it needs."""
import loader

assert loader.table
