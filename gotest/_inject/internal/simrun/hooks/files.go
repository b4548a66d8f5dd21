package hooks

import (
	"simrun/models/golang"
	"simrun/sim"
)

var newFiles = newPlain("files")

// file is an operation of package os on the file system, which is one object: which files are the same is not looked at. To read from an
// open file is to write, because the next one who does so reads what comes behind.
func file(name string, write bool) {
	point()
	effect, class := sim.Reads, sim.Call
	if write {
		effect = sim.Writes
	}
	if forTester() {
		class = sim.Bytecode
	}
	golang.Access(&state.files.Object, name, class, effect)
}
