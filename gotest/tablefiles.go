package gotest

import "fmt"

// files are the functions of package os that look into the file system, or change it: what one goroutine does there another one sees.
func files() []hook {
	var list []hook
	for _, f := range []struct {
		name, file string // the receiver, if it is a method of File
		writes     string
	}{
		{"File.Chmod", "$r", "true"}, {"File.ReadAt", "$r", "false"}, {"File.ReadDir", "$r", "true"}, {"File.ReadFrom", "$r", "true"},
		{"File.Read", "$r", "true"}, {"File.Readdir", "$r", "true"}, {"File.Readdirnames", "$r", "true"}, {"File.Seek", "$r", "true"},
		{"File.Stat", "$r", "false"}, {"File.Truncate", "$r", "true"}, {"File.WriteAt", "$r", "true"}, {"File.WriteTo", "$r", "true"},
		{"Chmod", "nil", "true"}, {"Chtimes", "nil", "true"}, {"Link", "nil", "true"}, {"Lstat", "nil", "false"}, {"Mkdir", "nil", "true"},
		{"OpenFile", "nil", "$1&(O_CREATE|O_TRUNC) != 0"}, {"ReadDir", "nil", "false"}, {"Readlink", "nil", "false"}, {"Remove", "nil", "true"},
		{"RemoveAll", "nil", "true"}, {"Rename", "nil", "true"}, {"Stat", "nil", "false"}, {"Symlink", "nil", "true"}, {"Truncate", "nil", "true"},
	} {
		text := fmt.Sprintf("if simOn() { simFile(%s, %q, %s) }", f.file, "os."+f.name, f.writes)
		list = append(list, hook{"os", f.name, text, "os." + f.name})
	}
	return list
}
