package sim

import (
	"runtime/debug"
	"strings"
	"sync"
)

// FileInfo says where a file is that a trace names.
type FileInfo struct {
	Name string // without its folder, as everywhere in the trace
	// Folder is that of its package within the main module, "." for the module's own, with slashes; it is empty where that
	// is not known: for a package main, another module, or several files of that name. That of a script is absolute.
	Folder string
	// Lines are the texts of the lines that the trace names, if somebody has read them; looked up only.
	Lines map[int]string
}

// met enters the file of a line into the trace.
func (r *recorder) met(s source) {
	if s.file == "" {
		return
	}
	for i := range r.trace.Files {
		if f := &r.trace.Files[i]; f.Name == s.file {
			if f.Folder != s.folder {
				f.Folder = ""
			}
			return
		}
	}
	r.trace.Files = append(r.trace.Files, FileInfo{Name: s.file, Folder: s.folder})
}

// folderOf is the folder of the package that a function belongs to, from the name that the runtime gives it, which begins
// with the path of the package; what follows has no slash.
func folderOf(function string) string {
	from := strings.LastIndexByte(function, '/') + 1
	to := strings.IndexByte(function[from:], '.')
	if to < 0 {
		return ""
	}
	// The runtime writes a dot in the last part of a path so.
	path := strings.ReplaceAll(function[:from+to], "%2e", ".")
	path = strings.TrimSuffix(path, "_test") // the package of tests that stand outside the one they test
	switch inside, ok := strings.CutPrefix(path, mainModule()); {
	case ok && inside == "":
		return "."
	case ok && inside[0] == '/':
		return inside[1:]
	}
	return ""
}

// mainModule is the path of the module that was built.
var mainModule = sync.OnceValue(func() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Path != "" {
		return info.Main.Path
	}
	return "?" // the beginning of no path
})
