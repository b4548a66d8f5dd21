package gotest

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Versions are those of Go that are supported.
var Versions = []string{"go1.25", "go1.26", "go1.27"}

// Toolchain is the Go of a folder.
type Toolchain struct {
	GOVERSION, GOROOT, GOOS, GOARCH, GOMODCACHE, GOEXPERIMENT string
}

// FindToolchain asks the go command of the working directory, which may be another one by its go.mod.
func FindToolchain() (*Toolchain, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return nil, errors.New("there is no go command in PATH: install Go 1.25, 1.26 or 1.27")
	}
	out, err := exec.Command(path, "env", "-json", "GOVERSION", "GOROOT", "GOOS", "GOARCH", "GOMODCACHE", "GOEXPERIMENT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %s", lastLine(err))
	}
	t := &Toolchain{}
	if err := json.Unmarshal(out, t); err != nil {
		return nil, fmt.Errorf("go env: %v", err)
	}
	return t, t.check()
}

// lastLine is what a command said last before it failed.
func lastLine(err error) string {
	var failed *exec.ExitError
	if !errors.As(err, &failed) {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(failed.Stderr)), "\n")
	return lines[len(lines)-1]
}

// check refuses what is not supported, and names the remedy.
func (t *Toolchain) check() error {
	if !slices.ContainsFunc(Versions, func(v string) bool { return t.GOVERSION == v || strings.HasPrefix(t.GOVERSION, v+".") }) {
		return fmt.Errorf("%s is not supported: simrun gotest knows Go 1.25, 1.26 and 1.27; GOTOOLCHAIN=go1.26.0 chooses one of them", t.GOVERSION)
	}
	if t.GOOS != "linux" || t.GOARCH != "amd64" && t.GOARCH != "arm64" {
		return fmt.Errorf("simrun gotest runs tests on linux/amd64 and linux/arm64, and not on %s/%s: use it in a container", t.GOOS, t.GOARCH)
	}
	return nil
}

// experiment is GOEXPERIMENT for the go command: values are made by the function that has a hook, and not by one for each size, as in Go 1.27.
// Go 1.25 does not know that.
func (t *Toolchain) experiment() string {
	if strings.HasPrefix(t.GOVERSION, "go1.25") {
		return t.GOEXPERIMENT
	}
	return strings.TrimPrefix(t.GOEXPERIMENT+",nosizespecializedmalloc", ",")
}

// Library are the first elements of the paths of Go's own packages.
func (t *Toolchain) Library() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(t.GOROOT, "src"))
	list := []string{"main"} // the main function of a test binary
	for _, e := range entries {
		if e.IsDir() {
			list = append(list, e.Name())
		}
	}
	return list, err
}

// context is for the choice of files by their constraints.
func (t *Toolchain) context() (build.Context, error) {
	ctx := build.Default
	out, err := exec.Command("go", "list", "-f", `{{join context.ToolTags " "}}|{{join context.ReleaseTags " "}}|{{context.CgoEnabled}}`, "runtime").Output()
	if err != nil {
		return ctx, fmt.Errorf("go list: %s", lastLine(err))
	}
	parts := strings.Split(strings.TrimSpace(string(out)), "|")
	if len(parts) != 3 {
		return ctx, fmt.Errorf("go list: %q is not understood", out)
	}
	ctx.GOROOT, ctx.GOOS, ctx.GOARCH = t.GOROOT, t.GOOS, t.GOARCH
	ctx.ToolTags, ctx.ReleaseTags, ctx.CgoEnabled = strings.Fields(parts[0]), strings.Fields(parts[1]), parts[2] == "true"
	return ctx, nil
}
