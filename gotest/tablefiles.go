package gotest

import "fmt"

// files are the functions of package os that look into the file system, or change it: what one goroutine does there another one sees.
func files() []hook {
	const looks, moves, makes, changes = "simhook.FileLooks", "simhook.FileMoves", "simhook.FileMakes", "simhook.FileChanges"
	var list []hook
	for _, f := range []struct {
		name, file string // the receiver, if it is a method of File
		does       string
		paths      string // the arguments with those that it makes or changes
	}{
		{"File.Chdir", "$r", moves, ""}, {"File.Chmod", "$r", changes, ""}, {"File.ReadAt", "$r", looks, ""}, {"File.ReadDir", "$r", moves, ""}, {"File.ReadFrom", "$r", changes, ""},
		{"File.Read", "$r", moves, ""}, {"File.Readdir", "$r", moves, ""}, {"File.Readdirnames", "$r", moves, ""}, {"File.Seek", "$r", moves, ""},
		{"File.Stat", "$r", looks, ""}, {"File.Truncate", "$r", changes, ""}, {"File.WriteAt", "$r", changes, ""}, {"File.WriteTo", "$r", moves, ""},
		{"Chdir", "nil", moves, ""}, {"Chmod", "nil", changes, ", $0"}, {"Chtimes", "nil", changes, ", $0"}, {"Getwd", "nil", looks, ""}, {"Link", "nil", makes, ", $1"}, {"Lstat", "nil", looks, ""},
		{"Mkdir", "nil", makes, ", $0"}, {"OpenFile", "nil", "simOpens($1)", ", $0"}, {"ReadDir", "nil", looks, ""}, {"Readlink", "nil", looks, ""},
		{"Remove", "nil", changes, ", $0"}, {"RemoveAll", "nil", changes, ", $0"}, {"Rename", "nil", makes + "|" + changes, ", $0, $1"},
		{"Stat", "nil", looks, ""}, {"Symlink", "nil", makes, ", $1"}, {"Truncate", "nil", changes, ", $0"},
	} {
		text := fmt.Sprintf("if simOn() { simFile(%s, %q, %s%s) }", f.file, "os."+f.name, f.does, f.paths)
		list = append(list, hook{"os", f.name, text, "os." + f.name})
	}
	return list
}
