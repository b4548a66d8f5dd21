package stored

import (
	"path/filepath"
	"strings"
	"unicode"
)

// Folder is where the findings of a test are kept, beside its file in dir.
func Folder(dir, test string) string { return filepath.Join(dir, "testdata", "simrun", FileName(test)) }

// FileName replaces what a file's name should not have.
func FileName(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, text)
}
