// Command wheel builds wheels of simrun for pip: each has the command for one system, and the plugin for pytest. Run it in
// the repository:
//
//	go run ./python/wheel                     for this system, into dist
//	go run ./python/wheel -for all -o wheels  for all systems
//
// The same source makes the same bytes.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"simrun/internal/replacefile"
)

// tags are the systems, as Go names them and as pip does.
var tags = map[string]string{
	"linux/amd64":   "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
	"linux/arm64":   "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
	"darwin/amd64":  "macosx_11_0_x86_64",
	"darwin/arm64":  "macosx_11_0_arm64",
	"windows/amd64": "win_amd64",
	"windows/arm64": "win_arm64",
}

func main() {
	system := flag.String("for", runtime.GOOS+"/"+runtime.GOARCH, "system, or all: "+strings.Join(slices.Sorted(maps.Keys(tags)), ", "))
	folder := flag.String("o", "dist", "folder for the wheels")
	flag.Parse()
	if err := run(*system, *folder, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "wheel:", err)
		os.Exit(2)
	}
}

// run builds what was asked for, and prints the paths.
func run(system, folder string, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%q is one word too many: it takes -for and -o only", args[0])
	}
	systems := []string{system}
	if system == "all" {
		systems = slices.Sorted(maps.Keys(tags))
	} else if tags[system] == "" {
		return fmt.Errorf("-for %s: there is no wheel for that; use all or one of %s", system, strings.Join(slices.Sorted(maps.Keys(tags)), ", "))
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for _, s := range systems {
		binary, err := compile(s)
		if err != nil {
			return err
		}
		name, data, err := pack(s, binary)
		if err != nil {
			return err
		}
		path := filepath.Join(folder, name)
		if err := replacefile.Write(path, data); err != nil {
			return err
		}
		fmt.Println(filepath.ToSlash(path))
	}
	return nil
}

// compile builds the command for a system.
func compile(system string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "simrun-wheel-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "simrun")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", path, "simrun/cmd/simrun")
	goos, goarch, _ := strings.Cut(system, "/")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+goarch)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return nil, errors.Join(fmt.Errorf("go build for %s: %w", system, err), errors.New(strings.TrimSpace(said.String())))
	}
	return os.ReadFile(path)
}
