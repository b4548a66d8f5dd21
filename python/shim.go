package python

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed shim/*.py
var shimFiles embed.FS

// boot is what the interpreter is started with, and shim the modules that it then reads.
var boot, shim = bundle()

// bundle reads the modules. Each is sent as its name and length in a line, and its source.
func bundle() (string, []byte) {
	var boot string
	var b bytes.Buffer
	names, err := fs.Glob(shimFiles, "shim/*.py")
	if err != nil {
		panic(err) // the pattern is malformed
	}
	for _, file := range names {
		source, err := shimFiles.ReadFile(file)
		if err != nil {
			panic(err) // Glob has just named it
		}
		name := strings.TrimSuffix(strings.TrimPrefix(file, "shim/"), ".py")
		if name == "boot" {
			boot = string(source)
			continue
		}
		fmt.Fprintf(&b, "%s %d\n", name, len(source))
		b.Write(source)
	}
	return boot, b.Bytes()
}
