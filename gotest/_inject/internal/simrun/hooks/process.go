package hooks

import (
	"os"
	"strings"
)

// What the system keeps for the process, and an execution may have changed: the next one, and a process that is to show what it has found, would
// begin with that.

var (
	environ []string // the environment as it was; nil if no execution has changed it
	folder  string   // the working directory as it was; empty if no execution has changed it
)

func keepEnvironment() {
	if environ == nil {
		environ = os.Environ()
	}
}

func keepFolder() {
	if folder == "" {
		folder, _ = os.Getwd()
	}
}

// PutBack has the environment and the working directory be as they were, and removes the files that the last execution has made.
func PutBack() {
	if environ != nil {
		os.Clearenv()
		for _, setting := range environ {
			name, value, _ := strings.Cut(setting, "=")
			os.Setenv(name, value)
		}
		environ = nil
	}
	if folder != "" {
		os.Chdir(folder)
		folder = ""
	}
	removeMade()
}
