package sim

import (
	"fmt"
	"time"
)

// Switching says where a running thread may lose the GIL. The modes are nested: each allows all that the one before
// allows. As the class of an operation it is the weakest mode in which the thread may lose the GIL before it; after an
// operation, up to the thread's next one, it may lose it in the same modes, unless Op.After says otherwise.
type Switching uint8

const (
	// Block: only where the running thread blocks or ends.
	Block Switching = iota + 1
	// IO: also where CPython releases the GIL, at sleep and at each log line.
	IO
	// Call: also before and after every call, so at every operation on a lock, queue, event. The default: all that
	// CPython 3.10 to 3.14 can do.
	Call
	// Bytecode: also between the load and the store of x += 1. CPython up to 3.9, and builds without a GIL.
	Bytecode
	// Nowhere is no mode: as the class of an operation it says that the thread goes on with it in each of them.
	Nowhere
)

var switchingNames = [...]string{Block: "block", IO: "io", Call: "call", Bytecode: "bytecode"}

// String is the name of the mode on the command line.
func (s Switching) String() string { return nameOf(switchingNames[:], int(s)) }

// ParseSwitching is the inverse of String.
func ParseSwitching(name string) (Switching, error) {
	i, err := parseName("switching mode", switchingNames[:], name)
	return Switching(i), err
}

// SetSwitchInterval notes that the program has set the interval after which a thread that waits for the GIL asks for it.
// Only a scheduler that stands for the GIL looks at it.
func (w *World) SetSwitchInterval(d time.Duration) { w.interval = d }

// SwitchInterval is the interval that the program has set; 0 if it has set none.
func (w *World) SwitchInterval() time.Duration { return w.interval }

// nameOf looks up the name of an enumeration value whose zero value has none.
func nameOf(names []string, i int) string {
	if i <= 0 || i >= len(names) {
		return fmt.Sprintf("unknown(%d)", i)
	}
	return names[i]
}

// parseName is the inverse of nameOf; what is "clock", "switching mode".
func parseName(what string, names []string, name string) (int, error) {
	list := ""
	for i := 1; i < len(names); i++ {
		if names[i] == name {
			return i, nil
		}
		if list != "" {
			list += ", "
		}
		list += names[i]
	}
	return 0, fmt.Errorf("unknown %s %q: use one of %s", what, name, list)
}

// Part says that the call of a library is over in which the running thread has carried out its last operation: it may lose the processor
// before the next one, though that is of a class in which it may not within a call.
func (w *World) Part() {
	if w.current != nil {
		w.current.lastClass = 0
	}
}
