package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"simrun/internal/textfile"
	"simrun/sim"
)

// maxTokenFile is far above any finding with its trace; a file beyond it is not one.
const maxTokenFile = 256 << 20

// recording is what a file holds: a token, or the result of a search.
type recording struct {
	Token    string            `json:"token"`
	Findings []recordedFinding `json:"findings"`

	// Of a search.
	Scenario   string          `json:"scenario"`
	Params     json.RawMessage `json:"params"` // an object, or in a finding that is kept for a test a list
	Seed       uint64          `json:"seed"`
	Executions int             `json:"executions"`
	Truncated  int             `json:"truncated"`
	Exhausted  bool            `json:"exhausted"`
	Sharing    *sharingJSON    `json:"sharing"`

	where string // that is read, for errors: "found.json: "; empty if the argument was the token
}

// recordedFinding is one finding of a search.
type recordedFinding struct {
	Token  string `json:"token"`
	Kind   string `json:"kind"`
	Where  string `json:"where"`
	Why    string `json:"why"`
	Likely string `json:"likely"`

	Elsewhere string `json:"elsewhere"`
}

// token is the one that is replayed: of the first finding, if there are any.
func (r *recording) token() (sim.Token, error) {
	text := r.Token
	for _, f := range slices.Backward(r.Findings) {
		text = cmp.Or(f.Token, text)
	}
	if text == "" && r.Executions > 0 {
		return sim.Token{}, usagef("%sthe search found no failure, so there is none to show", r.where)
	}
	if text == "" {
		return sim.Token{}, r.wrong(textfile.ErrNoToken)
	}
	return r.parse(text)
}

// parse reads one of its tokens.
func (r *recording) parse(text string) (sim.Token, error) {
	t, err := sim.ParseToken(text)
	if err != nil {
		return sim.Token{}, usagef("%s%v", r.where, err)
	}
	return t, nil
}

// wrong is the error for what is not a recording.
func (r *recording) wrong(err error) error {
	return usagef("%s%v: want a token, which begins with s1., or JSON with one", r.where, err)
}

// readRecording reads what an argument is, or the file that it names holds.
func (a *app) readRecording(arg string) (*recording, error) {
	r, data := &recording{}, []byte(arg)
	if arg == "-" || !textfile.LooksLikeToken(arg) {
		var err error
		if data, err = a.readTokenFile(arg); err != nil {
			return nil, err
		}
		if r.where = arg + ": "; arg == "-" {
			r.where = "stdin: "
		}
	}
	if err := r.read(data); err != nil {
		return nil, r.wrong(err)
	}
	return r, nil
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

// read finds the token, or the result of a search, in the contents of a file.
func (r *recording) read(data []byte) error {
	data, err := textfile.Plain(data)
	if err != nil {
		return err
	}
	data = bytes.TrimSpace(data)
	switch {
	case len(data) == 0:
		return errors.New("it is empty")
	case data[0] != '{':
		r.Token, err = textfile.Token(string(data))
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	err = d.Decode(r)
	var other *json.UnmarshalTypeError
	switch {
	case errors.As(err, &other):
		return fmt.Errorf("it is JSON of something else, with %s as %q", other.Value, other.Field)
	case err != nil:
		return fmt.Errorf("not valid JSON (%w)", err)
	}
	if _, err = d.Token(); err != io.EOF {
		return errors.New("more than one JSON object is in it")
	}
	return nil
}
