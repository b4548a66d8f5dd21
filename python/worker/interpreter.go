// Package worker runs Python processes that execute a script under control: it finds the interpreter, starts them, and
// exchanges messages with them. What runs in them is in package shim.
package worker

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Oldest is the oldest minor version of CPython 3 that will do.
const Oldest = 8

// Interpreter is a CPython that will do.
type Interpreter struct {
	Path    string
	Version string // "3.11.7"
	Free    bool   // it has no GIL
}

// Minor is the version without its last part: "3.11".
func (i Interpreter) Minor() string { return i.Version[:strings.LastIndexByte(i.Version, '.')] }

// probe has the interpreter say what it is. It runs in every Python from 2.7 on.
const probe = "import sys, platform; sys.stdout.write(platform.python_implementation() + ' ' + '.'.join(map(str, sys.version_info[:3])) + ('' if getattr(sys, '_is_gil_enabled', bool)() or not hasattr(sys, '_is_gil_enabled') else ' free'))"

// Find looks for an interpreter: the one that is named, or that of $VIRTUAL_ENV, or python3 on PATH. The error is one
// line that says what is wrong with it.
func Find(named string) (Interpreter, error) {
	path, err := locate(named)
	if err != nil {
		return Interpreter{}, err
	}
	out, err := exec.Command(path, "-c", probe).Output()
	if err != nil {
		return Interpreter{}, fmt.Errorf("%s does not run as a Python: %w%s; name another one with --python", path, err, said(err))
	}
	name, version, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	version, free := strings.CutSuffix(version, " free")
	major, minor := 0, 0
	_, err = fmt.Sscanf(version, "%d.%d.", &major, &minor)
	switch {
	case err != nil:
		return Interpreter{}, fmt.Errorf("%s is not a Python: it does not say its version; name another one with --python", path)
	case name != "CPython":
		return Interpreter{}, fmt.Errorf("%s is %s %s: simrun python needs CPython 3.%d or later; name one with --python", path, name, version, Oldest)
	case major < 3 || major == 3 && minor < Oldest:
		return Interpreter{}, fmt.Errorf("%s is CPython %s: simrun python needs 3.%d or later; name one with --python", path, version, Oldest)
	}
	return Interpreter{path, version, free}, nil
}

// mostSaid is how many letters are shown of it: a program that is no Python may write the whole probe.
const mostSaid = 160

// said is what a program that failed wrote about it: the first line that speaks of an error, or else the first of all.
func said(err error) string {
	var e *exec.ExitError
	if !errors.As(err, &e) || len(e.Stderr) == 0 {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(e.Stderr)), "\n")
	at := max(slices.IndexFunc(lines, func(line string) bool { return strings.Contains(strings.ToLower(line), "error") }), 0)
	line := []rune(strings.TrimSpace(lines[at]))
	if len(line) > mostSaid {
		return ", " + string(line[:mostSaid]) + "…"
	}
	return ", " + string(line)
}

// locate finds the program file.
func locate(named string) (string, error) {
	if named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("--python %s: %w", named, reason(err))
		}
		return path, nil
	}
	if env := os.Getenv("VIRTUAL_ENV"); env != "" {
		if path := filepath.Join(env, "bin", "python3"); executable(path) {
			return path, nil
		}
	}
	path, err := exec.LookPath("python3")
	if err != nil {
		return "", fmt.Errorf("simrun python needs CPython 3.%d or later and found none: \"python3\" is not on PATH; name one with --python", Oldest)
	}
	return path, nil
}

// reason is what an error says without the name of the program.
func reason(err error) error {
	var e *exec.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

func executable(path string) bool {
	_, err := exec.LookPath(path)
	return err == nil
}
