package worker

import (
	_ "embed"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// Module is a module that is executed in place of a script, as by python3 -m. The zero value is none.
type Module struct {
	Name      string
	Path      string // of the file with its code; from the current folder, if it lies under that
	Folder    string // whose files are the program's
	Installed bool   // it lies where packages are installed, but is not of Python's own library
}

//go:embed module.py
var look string

// Module finds a module as python3 -m does in the current folder, or the one named, and executes no code of it. The error is
// one line.
func (i Interpreter) Module(name, dir string) (Module, error) {
	cmd := exec.Command(i.Path, "-c", look, name)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return Module{}, fmt.Errorf("-m %s: %s looks for it in vain: %w%s", name, i.Path, err, said(err))
	}
	switch f := strings.Split(string(out), "\x00"); {
	case f[0] != "":
		return Module{}, errors.New("-m " + name + ": " + f[0])
	case len(f) != 4:
		return Module{}, fmt.Errorf("-m %s: %s says %q in place of where it is", name, i.Path, out)
	default:
		return Module{Name: name, Path: f[1], Folder: f[2], Installed: f[3] != ""}, nil
	}
}
