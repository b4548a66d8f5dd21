package stored

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"simrun/internal/replacefile"
	"simrun/scheduler/minimise"
	"simrun/scheduler/replay"
)

// Name is a name for the file of a finding, made of what tells it from others: what fails and where, not the schedule.
// Found again, it is the same file.
func Name(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:6])
}

// Keep stores a finding of the program as a file, and makes the file's folder. The errors are those of [Store], and of writing.
func Keep(of replay.Subject, f *minimise.Finding, path string) error {
	kept, err := Store(of, f)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return replacefile.Write(path, kept.JSON())
}

// Kept is a finding in a file.
type Kept struct {
	Path string // with slashes
	*Finding
}

// KeptIn reads the findings of a folder, in the order of their names. The error names the file.
func KeptIn(folder string) ([]Kept, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.json")) // sorted
	if err != nil {
		return nil, err
	}
	var list []Kept
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		f, err := Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w; remove it if it is of no use", filepath.ToSlash(path), err)
		}
		list = append(list, Kept{filepath.ToSlash(path), f})
	}
	return list, nil
}
