package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

// TestPack: the same bytes each time; every file stands in RECORD with its hash and size; the command, and nothing else, can be
// executed.
func TestPack(t *testing.T) {
	for system := range tags {
		name, data, err := pack(system, []byte("binary"))
		if err != nil {
			t.Fatal(err)
		}
		if _, again, _ := pack(system, []byte("binary")); !bytes.Equal(data, again) {
			t.Errorf("%s: other bytes the second time", name)
		}
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		files, executable := map[string]string{}, ""
		for _, f := range r.File {
			c, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(c)
			if err != nil {
				t.Fatal(err)
			}
			if files[f.Name] = string(text); f.Mode()&0o111 != 0 {
				executable += f.Name
			}
		}
		want := "simrun-0.1.0.data/scripts/simrun"
		if strings.HasPrefix(system, "windows") {
			want += ".exe"
		}
		if executable != want || files[want] != "binary" {
			t.Errorf("%s: what can be executed is %q, want %q", name, executable, want)
		}
		record := files["simrun-0.1.0.dist-info/RECORD"]
		for path, text := range files {
			sum := sha256.Sum256([]byte(text))
			line := fmt.Sprintf("%s,sha256=%s,%d\n", path, base64.RawURLEncoding.EncodeToString(sum[:]), len(text))
			if strings.HasSuffix(path, "/RECORD") {
				line = path + ",,\n"
			}
			if !strings.Contains(record, line) {
				t.Errorf("%s: RECORD has not %q", name, line)
			}
		}
		if n := strings.Count(record, "\n"); n != len(files) {
			t.Errorf("%s: RECORD has %d lines for %d files", name, n, len(files))
		}
		for _, tag := range strings.Split(strings.TrimSuffix(strings.TrimPrefix(name, "simrun-0.1.0-py3-none-"), ".whl"), ".") {
			if !strings.Contains(files["simrun-0.1.0.dist-info/WHEEL"], "Tag: py3-none-"+tag+"\n") {
				t.Errorf("%s: WHEEL has no tag %s", name, tag)
			}
		}
	}
}

// TestVersion: the wheel has the version of the newest section of the changelog.
func TestVersion(t *testing.T) {
	text, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "\n## ")
	if newest, _, _ := strings.Cut(rest, " "); newest != Version {
		t.Errorf("the newest section is %s, the wheel is %s", newest, Version)
	}
}

// TestWrong: each mistake is one line that names the remedy, and nothing is built.
func TestWrong(t *testing.T) {
	folder := t.TempDir() + "/none"
	for want, err := range map[string]error{
		"use all or one of":    run("plan9/amd64", folder, nil),
		"is one word too many": run("linux/amd64", folder, []string{"dist"}),
	} {
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder was made")
	}
}
