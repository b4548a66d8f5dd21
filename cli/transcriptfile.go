package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"simrun/internal/textfile"
)

// maxTranscript is far above any log that a search could follow.
const maxTranscript = 1 << 20

// readTranscript reads the lines of a log from a file, or from stdin if the name is "-". Their times are left out.
func (a *app) readTranscript(name string) ([]string, error) {
	const want = "the lines of a log"
	text, where, err := a.readText(name, "transcript", want)
	if err != nil {
		return nil, err
	}
	lines := logLines(text)
	if len(lines) == 0 {
		return nil, usagef("%s is empty: want %s, such as \"00:00:02: Main: all done\"", where, want)
	}
	return lines, nil
}

// readText reads a file with a text, or stdin if the name is "-"; where is what errors call it.
func (a *app) readText(name, what, want string) (text, where string, err error) {
	in, where := a.stdin, "stdin"
	if name != "-" {
		f, err := os.Open(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return "", "", usagef("there is no %s %q: want a file with %s, or - for stdin", what, name, want)
		case err != nil:
			return "", "", usagef("cannot read the %s: %v", what, err)
		}
		defer f.Close()
		in, where = f, name
	}
	data, err := io.ReadAll(io.LimitReader(in, maxTranscript+1))
	switch {
	case err != nil:
		return "", "", usagef("cannot read the %s: %v", what, err)
	case len(data) > maxTranscript:
		return "", "", usagef("%s is larger than 1 MB: want %s", where, want)
	}
	data, err = textfile.Plain(data)
	switch {
	case err != nil:
		return "", "", usagef("%s: %v", where, err)
	case !isText(data):
		return "", "", usagef("%s is not text: want %s", where, want)
	}
	return string(data), where, nil
}

// isText says whether data is text of lines. A character that is cut off at the end does not make it binary.
func isText(data []byte) bool {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 && utf8.FullRune(data[i:]) || unicode.IsControl(r) && !bytes.ContainsRune([]byte("\t\n\r"), r) {
			return false
		}
		i += n
	}
	return true
}

// logTime is the time at the beginning of a line, and partOfTime what a line may consist of that was cut off in it.
var (
	logTime    = regexp.MustCompile(`^\d\d:\d\d:\d\d(,\d{3})?: `)
	partOfTime = regexp.MustCompile(`^\d{1,2}(:(\d{1,2}(:(\d{1,2}(,\d{0,3})?:?)?)?)?)?$`)
)

// logLines are the messages of a log, without times and without empty lines at its ends.
func logLines(text string) []string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	for len(lines) > 0 && blank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && blank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	timed := slices.ContainsFunc(lines, logTime.MatchString)
	for i, line := range lines {
		lines[i] = logTime.ReplaceAllString(line, "")
	}
	if n := len(lines); timed && partOfTime.MatchString(lines[n-1]) {
		lines = lines[:n-1]
	}
	return lines
}
