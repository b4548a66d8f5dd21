package hooks

import (
	"internal/simhook"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"simrun/sim"
)

var newFiles = newPlain("files")

// made are the paths of the files and folders that the execution has made. Changed is one that was there before, and that executions have
// changed since it was last empty.
var (
	made    []string
	Changed string
)

// file is an operation of package os on the file system, which is one object: which files are the same is not looked at. To read from an
// open file is to write, because the next one who does so reads what comes behind.
func file(name string, does simhook.FileEffect, paths []string) {
	point()
	effect, class := sim.Reads, sim.Call
	if does != simhook.FileLooks || looksFirst() {
		effect = sim.Writes
	}
	if forTester() {
		class = sim.Bytecode
	}
	// What the library comes to before it asks the system, as an atomic that a folder has, is part of the step.
	state.w.Do(sim.Op{Name: name, Object: &state.files.Object, Class: class, After: sim.Bytecode, Effect: effect, Inside: class > sim.Call})
	if name == "os.Rename" && !isMade(paths[0]) {
		does = simhook.FileChanges
		made = made[:0] // what was there before may come to be in a folder that the execution has made, and is not to be removed with it
	}
	if strings.HasSuffix(name, "Chdir") {
		keepFolder()
	}
	for _, path := range paths {
		remember(path, does)
	}
}

// looksFirst says whether what looks into the file system here is part of what changes it then, in the same step: Rename looks what is there, and
// RemoveAll opens the folder.
func looksFirst() bool {
	var buf [8]uintptr
	for _, pc := range buf[:callers(buf[:])] {
		switch p := placeOf(pc); {
		case slices.Contains([]string{"os.Rename", "os.rename", "os.RemoveAll", "os.removeAll"}, p.calls):
			return true
		case p.program != nil:
			return false
		}
	}
	return false
}

// isMade says whether the execution has made what is at a path, or a folder that it is in.
func isMade(path string) bool {
	path, err := filepath.Abs(path)
	return err == nil && slices.ContainsFunc(made, func(m string) bool {
		return path == m || strings.HasPrefix(path, m+string(filepath.Separator))
	})
}

// remember notes what an operation that is about to be carried out makes or changes.
func remember(path string, does simhook.FileEffect) {
	path, err := filepath.Abs(path)
	if err != nil || does&(simhook.FileMakes|simhook.FileChanges) == 0 || isMade(path) {
		return
	}
	switch _, err := os.Lstat(path); {
	case err == nil && does&simhook.FileChanges != 0:
		Changed = path
	case os.IsNotExist(err) && does&simhook.FileMakes != 0:
		made = append(made, path)
	}
}

// removeMade removes what the last execution has made and has not removed, so that the next one begins with what was there before.
func removeMade() {
	for _, path := range slices.Backward(made) {
		os.RemoveAll(path) // what cannot be removed is there the next time, and shows that the test does not repeat
	}
	made = made[:0]
}
