package cli

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"simrun/properties/catalog"
)

var update = flag.Bool("update", false, "rewrite the manual pages and testdata/findings: read each as a user would")

// TestManualPages holds the pages in man against the commands, and makes them with -update. It is a test so that the
// package that writes them does not become part of the command.
func TestManualPages(t *testing.T) {
	dir := filepath.Join("..", "man")
	released := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range documented() {
		c.DisableAutoGenTag = true
		var page bytes.Buffer
		header := &doc.GenManHeader{Section: "1", Source: "simrun " + version, Manual: "simrun", Date: &released}
		if err := doc.GenMan(c, header, &page); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, strings.ReplaceAll(c.CommandPath(), " ", "-")+".1")
		if *update {
			if err := os.WriteFile(path, page.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(page.String(), string(got)); diff != "" {
			t.Errorf("%s is out of date; go test ./cli -update rewrites it (-want +got):\n%s", path, diff)
		}
	}
}

// TestHelp: every command has an example and says in one line what it does.
func TestHelp(t *testing.T) {
	for _, c := range documented() {
		if !strings.Contains(c.Example, "simrun") || c.Short == "" || c.Long == "" {
			t.Errorf("%s has no example, no short or no long help", c.CommandPath())
		}
		for _, line := range strings.Split(c.Long, "\n") {
			if len(line) > 80 {
				t.Errorf("%s: a line of the help has %d columns: %q", c.CommandPath(), len(line), line)
			}
		}
	}
}

// documented are the commands of simrun, without those that cobra makes.
func documented() []*cobra.Command {
	root := newApp("simrun", catalog.All(), strings.NewReader(""), io.Discard, io.Discard).rootCommand()
	list := []*cobra.Command{root}
	for i := 0; i < len(list); i++ {
		for _, c := range list[i].Commands() {
			if c.Name() != "completion" && c.Name() != "help" {
				list = append(list, c)
			}
		}
	}
	return list
}
