// Package replacefile writes files so that nobody ever reads half of one: it writes the new file beside the old one, and
// then renames it.
package replacefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// beside is the pattern of the file that is written beside one of that name.
func beside(name string) string { return filepath.Base(name) + ".*.tmp" }

// create makes the file that is written beside one of that name. Its error speaks of the latter: nobody knows the other one,
// whose name is never the same.
func create(name string) (*os.File, error) {
	f, err := os.CreateTemp(filepath.Dir(name), beside(name))
	var e *fs.PathError
	if errors.As(err, &e) {
		return nil, &fs.PathError{Op: "write", Path: name, Err: e.Err}
	}
	return f, err
}

// Write writes a file beside the one of that name, and then puts it in its place, so that nobody ever sees a part
// of it, and a full disk costs nothing that was there. What is no file, such as a pipe or a device, is written to.
func Write(name string, data []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			return os.WriteFile(name, data, mode)
		}
		mode = info.Mode().Perm()
		if name, err = filepath.EvalSymlinks(name); err != nil {
			return err
		}
	}
	f, err := create(name)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing is there if it was moved
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode)); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// Replaceable says whether the file could be replaced, before something long finds out that it cannot.
func Replaceable(name string) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return errors.New("it is not a file")
	}
	f, err := create(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// RemoveLeftovers removes what processes that were killed have left beside the file while they wrote it.
func RemoveLeftovers(name string) error {
	list, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return err
	}
	before, after, _ := strings.Cut(beside(name), "*")
	for _, entry := range list {
		number, ok := strings.CutPrefix(entry.Name(), before)
		number, isTemporary := strings.CutSuffix(number, after)
		if ok && isTemporary && number != "" && strings.Trim(number, "0123456789") == "" {
			err = errors.Join(err, os.Remove(filepath.Join(filepath.Dir(name), entry.Name())))
		}
	}
	return err
}
