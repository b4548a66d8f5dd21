package report

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"simrun/sim"
)

// WithLines is the trace with the texts of the program's lines that it names, from the files as they are now. Those of a
// file that is not there are missing. The trace that it is given stays as it is.
func WithLines(t *sim.Trace) *sim.Trace {
	if t == nil || len(t.Files) == 0 {
		return t
	}
	numbers := map[string][]int{}
	for _, events := range [][]sim.Event{t.Events, t.Next} {
		for i := range events {
			numbers[events[i].File] = append(numbers[events[i].File], events[i].Line)
		}
	}
	for _, v := range t.Waiting {
		numbers[v.File] = append(numbers[v.File], v.Line)
	}
	for _, r := range t.Raised {
		numbers[r.File] = append(numbers[r.File], r.Line)
	}
	out := *t
	out.Files = slices.Clone(t.Files)
	for i := range out.Files {
		f := &out.Files[i]
		f.Lines = linesOf(onDisk(f), numbers[f.Name])
	}
	return &out
}

// onDisk is the path of a file; empty if it is not known. That of a Go file is in the module that this program was built
// from, if the working directory is in it.
func onDisk(f *sim.FileInfo) string {
	switch {
	case f.Folder == "":
		return ""
	case filepath.IsAbs(f.Folder):
		return filepath.Join(f.Folder, f.Name)
	case moduleFolder() == "":
		return ""
	}
	return filepath.Join(moduleFolder(), filepath.FromSlash(f.Folder), f.Name)
}

// moduleFolder is the folder of the module that this program was built from; empty if the working directory is outside.
var moduleFolder = sync.OnceValue(func() string {
	info, ok := debug.ReadBuildInfo()
	folder, err := os.Getwd()
	for ok && err == nil {
		text, readErr := os.ReadFile(filepath.Join(folder, "go.mod"))
		if readErr == nil {
			first, _, _ := strings.Cut(string(text), "\n")
			if info.Main.Path == "" || strings.TrimSpace(strings.TrimPrefix(first, "module ")) != info.Main.Path {
				return ""
			}
			return folder
		}
		if filepath.Dir(folder) == folder {
			break
		}
		folder = filepath.Dir(folder)
	}
	return ""
})

// linesOf reads the lines of a file that have these numbers.
func linesOf(path string, numbers []int) map[int]string {
	text, err := os.ReadFile(path)
	if path == "" || err != nil {
		return nil
	}
	lines := map[int]string{}
	in := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; in.Scan(); n++ {
		if slices.Contains(numbers, n) {
			lines[n] = strings.TrimSpace(in.Text())
		}
	}
	return lines
}

// code is the text of a line of the program; empty if it is not known.
func (s *scene) code(file string, line int) string {
	for i := range s.Files {
		if s.Files[i].Name == file {
			return s.Files[i].Lines[line]
		}
	}
	return ""
}
