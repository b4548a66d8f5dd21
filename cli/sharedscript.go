package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"simrun/cluster"
	"simrun/python"
	"simrun/sim"
)

// A script that a cluster executes travels with its files, by their content. A worker executes copies of them.

// scriptCall is what a worker needs to open a script, beside the files.
type scriptCall struct {
	Path      string      `json:"path"` // or the module
	Params    []sim.Param `json:"params"`
	Version   string      `json:"version"` // of the interpreter
	Free      bool        `json:"free"`    // it has no GIL
	Greenlets bool        `json:"greenlets"`
	Folder    string      `json:"folder"` // from which the path leads
}

// mostFiles is how large the files may be that travel.
const mostFiles = 32 << 20

// scriptFiles are the files of a script by their paths from the current folder: those that it has loaded by now, and the
// modules beside them, which it may load under other schedules.
func scriptFiles(s *python.Script, check string) (map[string][]byte, error) {
	list := []string{s.Path()}
	if check != "" {
		list = append(list, check)
	}
	for _, name := range s.Files() {
		list = append(list, filepath.Join(s.Folder(), filepath.FromSlash(name)))
	}
	for _, name := range slices.Clone(list) {
		beside, err := filepath.Glob(filepath.Join(filepath.Dir(name), "*.py"))
		if err != nil {
			return nil, usagef("%s: %v", name, err)
		}
		list = append(list, beside...)
	}
	files, size := map[string][]byte{}, 0
	for _, name := range list {
		if !filepath.IsLocal(name) {
			return nil, usagef("%s does not lie under the current folder: in a cluster a script and its files are named from a folder above all of them, without ..; change to it", name)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, usagef("%s cannot be read: %v", name, errors.Unwrap(err))
		}
		name = filepath.ToSlash(filepath.Clean(name))
		if files[name] == nil {
			size += len(data)
		}
		if files[name] = data; size > mostFiles {
			return nil, usagef("the files of the script take more than %d MB: move it into a folder of its own", mostFiles>>20)
		}
	}
	return files, nil
}

// scriptCall says what script it is, and gives its files.
func (a *app) scriptCall(p sim.Program) (*scriptCall, []byte, error) {
	path, is := strings.CutPrefix(p.Name, python.Prefix)
	if !is {
		return nil, nil, nil
	}
	s := a.scripts[len(a.scripts)-1] // the command has one
	o, _ := python.Recorded(p.Params)
	files, err := scriptFiles(s, o.Check)
	if err != nil {
		return nil, nil, err
	}
	data, err := json.Marshal(files)
	if err != nil {
		return nil, nil, err
	}
	here, err := os.Getwd()
	if err == nil {
		here, err = filepath.EvalSymlinks(here)
	}
	if err != nil {
		return nil, nil, usagef("the current folder is not known: %v", err)
	}
	i := s.Interpreter()
	return &scriptCall{path, p.Params, i.Version, i.Free, s.Greenlets(), here}, data, nil
}

// interpreter finds that of a script of another process here.
func (c *scriptCall) interpreter() (python.Options, []string, error) {
	o, args := python.Recorded(c.Params)
	i, err := python.Find(o.Interpreter)
	if err != nil {
		return o, args, err
	}
	if i.Version != c.Version || i.Free != c.Free {
		return o, args, fmt.Errorf("its interpreter is CPython %s%s, and here %s is %s%s", c.Version, withoutGIL(c.Free), i.Path, i.Version, withoutGIL(i.Free))
	}
	o.Interpreter, o.Greenlets = i.Path, c.Greenlets
	return o, args, nil
}

func withoutGIL(free bool) string {
	if free {
		return " without a GIL"
	}
	return ""
}

// openShared opens a script of a search in the cluster, with copies of its files. Close ends its processes and removes them.
func openShared(c *scriptCall, data []byte) (s *python.Script, closed func(), err error) {
	o, args, err := c.interpreter()
	if err != nil {
		return nil, nil, err
	}
	var files map[string][]byte
	if err := json.Unmarshal(data, &files); err != nil {
		return nil, nil, fmt.Errorf("its files are not understood: %v", err)
	}
	dir, err := os.MkdirTemp("", "simrun-script-")
	if err != nil {
		return nil, nil, fmt.Errorf("its files cannot be written: %v", err)
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir) // why it is not used matters more
		}
	}()
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, nil, fmt.Errorf("its files cannot be written: %v", err)
	}
	for name, content := range files {
		if err := writeCopy(dir, name, content); err != nil {
			return nil, nil, fmt.Errorf("its files cannot be written: %v", err)
		}
	}
	if !filepath.IsLocal(c.Path) || o.Check != "" && !filepath.IsLocal(o.Check) {
		return nil, nil, fmt.Errorf("its path %q leads out of its folder", c.Path)
	}
	o.Copy = python.Copy{Dir: dir, From: c.Folder}
	if s, err = python.OpenWith(o, c.Path, args...); err != nil {
		return nil, nil, err
	}
	return s, func() {
		_ = s.Close() // its processes have nothing more to say
		_ = os.RemoveAll(dir)
	}, nil
}

// writeCopy writes a file under a folder.
func writeCopy(dir, name string, content []byte) error {
	name = filepath.FromSlash(name)
	if !filepath.IsLocal(name) {
		return fmt.Errorf("%q leads out of their folder", name)
	}
	if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), content, 0o600)
}

// openJob opens the program of a search in the cluster.
func (a *app) openJob(s cluster.Search) (cluster.Job, error) {
	var c call
	if err := json.Unmarshal(s.Call, &c); err != nil {
		return cluster.Job{}, fmt.Errorf("what it is is not understood: %v", err)
	}
	if c.Script == nil {
		p, o, err := a.build(c)
		return cluster.Job{Program: p, Options: o}, err
	}
	script, closed, err := openShared(c.Script, s.Files)
	if err != nil {
		return cluster.Job{}, err
	}
	o, err := c.options(scriptProperties())
	o.Watchdog = a.watchdog
	return cluster.Job{Program: script.Program(), Options: o, Close: closed}, err
}
