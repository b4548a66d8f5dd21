package gotest_test

import (
	"strings"
	"testing"
)

// process has tests that change what the system keeps for the process: the environment and the working directory. Each fails if it begins with what
// an execution before has left, or another test, or, where it is to fail, only if it does not.
const process = `package process

import (
	"os"
	"path/filepath"
	"testing"
)

func TestEnvironmentSet(t *testing.T) {
	os.Setenv("PROCESS_LIST", os.Getenv("PROCESS_LIST")+"x")
	if os.Getenv("PROCESS_LIST") == "x" {
		t.Error("it is the first")
	}
}

func TestEnvironmentAfter(t *testing.T) {
	if list, ok := os.LookupEnv("PROCESS_LIST"); ok {
		t.Error(list)
	}
}

func TestFolderChanged(t *testing.T) {
	if err := os.Chdir("testdata"); err != nil {
		t.Error(err)
	}
}

func TestFolderAfter(t *testing.T) {
	if here, err := os.Getwd(); err != nil || filepath.Base(here) == "testdata" {
		t.Error(here, err)
	}
}

func TestFolderLost(t *testing.T) {
	go os.Chdir("testdata")
	if _, err := os.Stat("kept_test.go"); err != nil {
		t.Error("it is another folder")
	}
}

func TestFolder(t *testing.T) {
	changed := make(chan error)
	_, err := os.Stat("kept_test.go")
	go func() { changed <- os.Chdir("testdata") }()
	if err != nil || <-changed != nil {
		t.Error("it is another folder")
	}
}
`

// TestProcess: each execution begins with the environment and the working directory that the tests began with, and so does the process that is to
// show what was found. Of a test that sets a variable to what it is and something more it was said that it cannot be searched.
func TestProcess(t *testing.T) {
	dir := module(t, process)
	write(t, dir+"/testdata/file", "")
	_, results := gotest(t, dir, "--no-store", ".")
	want := map[string]string{"TestEnvironmentSet": "test-failed in TestEnvironmentSet\n", "TestFolderLost": "test-failed in TestFolderLost\n"}
	for _, test := range []string{"TestEnvironmentAfter", "TestFolderChanged", "TestFolderAfter", "TestFolder"} {
		want[test] = exhausted
	}
	check(t, results, want)
	if r := results["TestFolderLost"]; r != nil && !strings.Contains(r.output, "os.Chdir") {
		t.Errorf("os.Chdir is not named\n%s", r.output)
	}
}
