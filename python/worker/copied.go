package worker

import (
	"path/filepath"
	"strings"
)

// Copy says that the files of a script are copies of those of another machine. The zero value means that they are not.
type Copy struct {
	Dir  string // absolute, with no symbolic link in it: the process works there
	From string // the folder of the other machine that it stands for, in all that the process says
}

// original has a text say what it says of the copy of the files that it was copied from.
func (c *Copy) original(text string) string {
	if c.Dir == "" || !strings.Contains(text, c.Dir) {
		return text
	}
	text = strings.ReplaceAll(text, c.Dir+"/", strings.TrimSuffix(c.From, "/")+"/")
	return strings.ReplaceAll(text, c.Dir, c.From)
}

// folder is that whose files are the program's.
func (c *Command) folder() string {
	if c.Copy.Dir == "" || filepath.IsAbs(c.Folder) {
		return c.Folder
	}
	return filepath.Join(c.Copy.Dir, c.Folder)
}
