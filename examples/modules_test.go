package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"simrun/internal/outside"
)

// TestExamplesBuildWhereTheyStand: the go.mod of each example has what the module above it requires by now.
func TestExamplesBuildWhereTheyStand(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds modules")
	}
	mods, err := filepath.Glob("*/go.mod")
	if err != nil || len(mods) < 2 {
		t.Fatal(mods, err)
	}
	outside.Offline(t, "..")
	for _, mod := range mods {
		cmd := exec.Command("go", "vet", ".")
		cmd.Dir = filepath.Dir(mod)
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=readonly", "GOPROXY=off", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v: go mod tidy may mend it\n%s", cmd.Dir, err, out)
		}
	}
}
