package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"simrun/sim"
)

// maxTokenFile is far above any finding with its trace; a file beyond it is not one.
const maxTokenFile = 256 << 20

// readToken reads the token that an argument is, or that the file that it names holds.
func (a *app) readToken(arg string) (sim.Token, error) {
	text, where := arg, ""
	if arg == "-" || !looksLikeToken(arg) {
		data, err := a.readTokenFile(arg)
		if err != nil {
			return sim.Token{}, err
		}
		if where = arg + ": "; arg == "-" {
			where = "stdin: "
		}
		if text, err = tokenIn(data); err != nil {
			return sim.Token{}, usagef("%s%v: want a token, which begins with s1., or JSON with one", where, err)
		}
	}
	t, err := sim.ParseToken(text)
	if err != nil {
		return sim.Token{}, usagef("%s%v", where, err)
	}
	return t, nil
}

// looksLikeToken says whether the argument is a token of any version and not the name of a file.
func looksLikeToken(arg string) bool {
	version, _, ok := strings.Cut(arg, ".")
	return ok && len(version) > 1 && version[0] == 's' && strings.Trim(version[1:], "0123456789") == ""
}

func (a *app) readTokenFile(name string) ([]byte, error) {
	in := a.stdin
	if name != "-" {
		f, err := os.Open(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, usagef("%q is not a simrun token (it does not begin with s1.), and there is no such file", name)
		case err != nil:
			return nil, usagef("cannot read a token: %v", err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxTokenFile+1))
	switch {
	case err != nil:
		return nil, usagef("cannot read a token: %v", err)
	case len(data) > maxTokenFile:
		return nil, usagef("%s is larger than any finding: want a token, which begins with s1., or JSON with one", name)
	}
	return data, nil
}

// tokenIn finds the token in the contents of a file.
func tokenIn(data []byte) (string, error) {
	data = bytes.TrimSpace(data)
	switch {
	case len(data) == 0:
		return "", errors.New("it is empty")
	case data[0] != '{':
		text := string(data)
		if !looksLikeToken(text) {
			return "", errNoToken
		}
		return text, nil
	}
	var doc struct {
		Token    string
		Findings []struct{ Token string }
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return "", fmt.Errorf("not valid JSON (%w)", err)
	}
	for _, f := range doc.Findings {
		if f.Token != "" {
			return f.Token, nil
		}
	}
	if doc.Token == "" {
		return "", errNoToken
	}
	return doc.Token, nil
}
