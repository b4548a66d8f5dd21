package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"simrun/python/plugin"
)

// Version is that of the wheel. It follows the newest section of CHANGELOG.md.
const Version = "0.1.0"

// The files of a wheel that pip reads: https://packaging.python.org/en/latest/specifications/binary-distribution-format
const (
	info     = "simrun-" + Version + ".dist-info/"
	scripts  = "simrun-" + Version + ".data/scripts/"
	metadata = `Metadata-Version: 2.1
Name: simrun
Version: ` + Version + `
Summary: A deterministic simulator of threads, for unmodified Python scripts and tests
Requires-Python: >=3.8
Classifier: Framework :: Pytest
Classifier: Programming Language :: Python :: 3
`
	// The name of the plugin is that of its module, so that it is there once if pytest is told to load it, too.
	entries = "[pytest11]\n" + plugin.Module + " = " + plugin.Module + "\n"
)

// modified is the time of all files: the earliest that a zip file can say.
var modified = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// pack makes the wheel of a system around the command.
func pack(system string, binary []byte) (name string, data []byte, err error) {
	tag := "py3-none-" + tags[system]
	command := "simrun"
	if strings.HasPrefix(system, "windows/") {
		command += ".exe"
	}
	files := plugin.Files()
	files[scripts+command] = binary
	files[info+"METADATA"] = []byte(metadata)
	files[info+"entry_points.txt"] = []byte(entries)
	files[info+"WHEEL"] = []byte("Wheel-Version: 1.0\nGenerator: simrun\nRoot-Is-Purelib: false\n" + tagLines(tag))
	files[info+"RECORD"] = record(files)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, path := range inOrder(files) {
		h := &zip.FileHeader{Name: path, Method: zip.Deflate, Modified: modified}
		h.SetMode(0o644)
		if strings.HasPrefix(path, scripts) {
			h.SetMode(0o755)
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(files[path])
		}
		if err != nil {
			return "", nil, err
		}
	}
	if err := z.Close(); err != nil {
		return "", nil, err
	}
	return "simrun-" + Version + "-" + tag + ".whl", b.Bytes(), nil
}

// tagLines are the tags one by one.
func tagLines(tag string) string {
	var b strings.Builder
	for _, platform := range strings.Split(strings.TrimPrefix(tag, "py3-none-"), ".") {
		fmt.Fprintf(&b, "Tag: py3-none-%s\n", platform)
	}
	return b.String()
}

// record lists the files with their hashes and sizes, and itself without.
func record(files map[string][]byte) []byte {
	var b bytes.Buffer
	for _, path := range slices.Sorted(maps.Keys(files)) {
		sum := sha256.Sum256(files[path])
		fmt.Fprintf(&b, "%s,sha256=%s,%d\n", path, base64.RawURLEncoding.EncodeToString(sum[:]), len(files[path]))
	}
	fmt.Fprintf(&b, "%sRECORD,,\n", info)
	return b.Bytes()
}

// inOrder has what pip reads first at the end, as the specification recommends.
func inOrder(files map[string][]byte) []string {
	var first, last []string
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(path, info) {
			last = append(last, path)
		} else {
			first = append(first, path)
		}
	}
	return append(first, last...)
}
