package shared

import "simrun/sim"

// Poll is a place where CPython looks whether another thread wants the GIL: the call of a function, or the jump back
// at the end of a loop. It does nothing else, and never blocks. Put it between a load and a store where the Python
// program calls something: "x = f(x)", a property, an __add__ written in Python. A loop that only loads variables
// needs one, or in the switching mode call it never lets another thread run.
//
// CPython 3.14 polls also after the acquire of "with lock"; there is an operation at that place in any case.
// https://docs.python.org/3.13/library/sys.html#sys.setswitchinterval
func Poll(w *sim.World) { w.Do(sim.Op{Name: "poll", Effect: sim.Reads}) }
