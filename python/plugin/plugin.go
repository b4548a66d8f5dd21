// Package plugin has the Python package simrun: the plugin for pytest, and what makes "python -m simrun" of the command.
// The command gives it to pytest by itself, and the wheel carries it.
package plugin

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed simrun/*.py
var files embed.FS

// Module is what pytest loads.
const Module = "simrun.plugin"

// Files are those of the package, by their paths from the folder that it lies in.
func Files() map[string][]byte {
	found := map[string][]byte{}
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			found[path], err = files.ReadFile(path)
		}
		return err
	})
	if err != nil {
		panic(err) // they are part of the program
	}
	return found
}

// Write writes the package into a folder.
func Write(folder string) error {
	for path, data := range Files() {
		path = filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
