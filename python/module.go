package python

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ModulePrefix begins what stands in place of the path of a script where a module is executed, as by python3 -m. Its name follows.
const ModulePrefix = "-m "

// isThere says whether there is a script to be executed. Of a module only the interpreter knows.
func isThere(named string, in Copy) error {
	if strings.HasPrefix(named, ModulePrefix) {
		return nil
	}
	return isFile("script", named, in)
}

// folderWithMain is the error for a folder that python3 would execute: of a package it is its module that was probably meant.
func folderWithMain(path, main string) error {
	if _, err := os.Stat(filepath.Join(path, "__init__.py")); err == nil && filepath.Base(path) == filepath.Clean(path) {
		return fmt.Errorf("%s is a package: -m %s executes it as python3 -m does, and %s as a script", path, filepath.Clean(path), main)
	}
	return fmt.Errorf("%s is a folder: name the script that python3 would execute, %s", path, main)
}

// find finds what is to be executed: a script by its path, or a module by its name behind [ModulePrefix]. The error is one line.
func (s *Script) find(named string) error {
	name, isModule := strings.CutPrefix(named, ModulePrefix)
	if !isModule {
		s.path, s.folder = named, filepath.Dir(named)
		return nil
	}
	module, err := s.python.Module(name, s.copied.Dir)
	if err != nil {
		return err
	}
	s.module, s.path, s.folder = module.Name, module.Path, module.Folder
	if top, _, _ := strings.Cut(name, "."); module.Installed && !s.traces(top) {
		s.notes = append(s.notes, fmt.Sprintf("it is installed as a library, in which no accesses to variables are seen: --trace %s sees them", top))
	}
	return nil
}

// traces says whether accesses in a package are seen.
func (s *Script) traces(name string) bool {
	return slices.Contains(s.traced, name)
}

// named is what the script goes by: its path, or the name of the module that it is.
func (s *Script) named() string {
	if s.module != "" {
		return ModulePrefix + s.module
	}
	return s.path
}

// Path is that of the file that is executed.
func (s *Script) Path() string { return s.path }

// Folder is that from which the paths of its files lead: that of the script; of a module the current one, if it lies under that.
func (s *Script) Folder() string { return s.folder }

// at is where one of its files is.
func (s *Script) at(file string) string { return filepath.Join(s.copied.Dir, s.folder, file) }
