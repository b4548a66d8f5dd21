package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"simrun/internal/textfile"
	"simrun/properties/catalog"
)

// utf16Of is text as Windows PowerShell writes it, with a byte order mark or without.
func utf16Of(text string, mark, big bool) string {
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	var b strings.Builder
	for _, u := range units {
		if low, high := byte(u), byte(u>>8); big {
			b.Write([]byte{high, low})
		} else {
			b.Write([]byte{low, high})
		}
	}
	return b.String()
}

// TestTextFiles: what editors and shells make of a file with a token, a finding or a log is taken, or refused with the
// right sentence.
func TestTextFiles(t *testing.T) {
	token := tokenOf(t, "thread")
	const mark = "\ufeff"
	isUTF16 := "it is UTF-16: save it as UTF-8 (in PowerShell: … | Out-File -Encoding utf8 FILE)"
	want := ": want a token, which begins with s1., or JSON with one"
	for _, c := range []struct {
		name, text, command string
		code                int
		errs                string // after "simrun: FILE: "
	}{
		{"token", token, "replay", 0, ""},
		{"token with a byte order mark", mark + token + "\r\n", "replay", 0, ""},
		{"JSON with a byte order mark", mark + `{"token": "` + token + `"}`, "replay", 0, ""},
		{"token in UTF-16", utf16Of(token, true, false), "replay", 2, isUTF16 + want},
		{"token in UTF-16, big end first", utf16Of(token, true, true), "replay", 2, isUTF16 + want},
		{"token in UTF-16 without a mark", utf16Of(token, false, false), "replay", 2, isUTF16 + want},
		{"token in UTF-16 without a mark, big end first", utf16Of(token, false, true), "replay", 2, isUTF16 + want},
		{"JSON in UTF-16", utf16Of(`{"token": "`+token+`"}`, true, false), "report --format text", 2, isUTF16 + want},
		{"a mark and nothing else", mark, "replay", 2, "it is empty" + want},
		{"two tokens", token + "\n" + token, "replay", 2, "2 tokens are in it, and one can be executed" + want},
		{"three tokens in a line", token + " " + token + " " + token, "report --format text", 2, "3 tokens are in it, and one can be executed" + want},
		{"a line that replays", "replay with: simrun replay " + token, "replay", 2, "there is more in it than the token" + want},
		{"two objects", `{"token": "` + token + `"} {}`, "replay", 2, "more than one JSON object is in it" + want},
		{"JSON of something else", `{"findings": "none"}`, "replay", 2, `it is JSON of something else, with string as "findings"` + want},
		{"JSON without a token", `{"findings": []}`, "replay", 2, "no token in it" + want},
		{"a list", `[{"token": "` + token + `"}]`, "replay", 2, "no token in it" + want},
		{"a log with a byte order mark", mark + "00:00:02: Main    : all done", "explain thread", 4, ""},
		{"a log in UTF-16", utf16Of("00:00:02: Main    : all done", true, false), "explain thread", 2, isUTF16},
		{"a log in UTF-16 without a mark", utf16Of("00:00:02: Main    : all done", false, true), "explain thread", 2, isUTF16},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(file, []byte(c.text), 0o666); err != nil {
				t.Fatal(err)
			}
			for _, stdin := range []bool{false, true} {
				var out, errs bytes.Buffer
				in, name := strings.NewReader(""), file
				if stdin {
					in, name = strings.NewReader(c.text), "-"
				}
				code := newApp("simrun", catalog.All(), in, &out, &errs).run(append(strings.Fields(c.command), name))
				want := "simrun: " + strings.Replace(name, "-", "stdin", 1) + ": " + c.errs + "\n"
				if !stdin {
					want = "simrun: " + name + ": " + c.errs + "\n"
				}
				switch {
				case c.errs != "" && (code != c.code || errs.String() != want || out.Len() > 0):
					t.Errorf("exit code %d, stdout %q, stderr %q, want %q", code, out.String(), errs.String(), want)
				case c.errs == "" && code == exitUsage:
					t.Errorf("exit code %d, stderr %q", code, errs.String())
				}
			}
		})
	}
}

// tokenOf is the token of one execution of a scenario.
func tokenOf(t *testing.T, scenario string) string {
	t.Helper()
	var out, errs bytes.Buffer
	newApp("simrun", catalog.All(), strings.NewReader(""), &out, &errs).run([]string{"run", scenario})
	words := strings.Fields(out.String())
	if len(words) == 0 || !textfile.LooksLikeToken(words[len(words)-1]) {
		t.Fatalf("no token at the end of %q %q", out.String(), errs.String())
	}
	return words[len(words)-1]
}
