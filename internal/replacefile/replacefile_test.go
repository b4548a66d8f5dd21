package replacefile_test

import (
	"os"
	"path/filepath"
	"testing"

	"simrun/internal/replacefile"
)

// A file keeps its mode, and a link to it stays one; what cannot be replaced is as it was, and nothing is left beside it.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := replacefile.Write(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	info, statErr := os.Lstat(link)
	if err != nil || statErr != nil || string(data) != "new" || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("%q, %v, %v, %v", data, info, err, statErr)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	for _, name := range []string{dir, filepath.Join(dir, "none", "file"), filepath.Join(file, "below")} {
		if err := replacefile.Write(name, []byte("new")); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if err := replacefile.Write(os.DevNull, []byte("new")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("the device was replaced: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left: %v, %v", left, err)
	}
}
