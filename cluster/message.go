package cluster

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"time"
)

// message is what travels: a parcel of tasks to a worker, or results of them.
type message struct {
	Search, Turn string
	Identity     string // digest of what is searched, and how
	Tasks        []int  // numbers in the turn
	Body         []byte
	Packed       bool // the body is compressed

	Took time.Duration // of results: what they took the worker
}

// kind says which of the two it is.
type kind string

const (
	aTask   kind = "task"
	aResult kind = "result"
)

// head begins a message of a kind; the number is the version.
func (k kind) head() []byte { return fmt.Appendf(nil, "simrun %s %d\n", k, protocol) }

const (
	worthPacking = 64 << 10  // bytes
	mostUnpacked = 256 << 20 // more is no message
)

// encode is the message as it is sent: head, checksum, and the rest.
func (m *message) encode(k kind) ([]byte, error) {
	sent := *m
	if len(m.Body) > worthPacking {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestSpeed)
		if err != nil {
			return nil, err
		}
		w.Write(m.Body) // into memory: it does not fail
		w.Close()
		sent.Body, sent.Packed = b.Bytes(), true
	}
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(&sent); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body.Bytes())
	return append(append(k.head(), sum[:]...), body.Bytes()...), nil
}

// decode reads a message. The error says why it is none.
func decode(k kind, data []byte) (*message, error) {
	rest, ok := bytes.CutPrefix(data, k.head())
	if !ok {
		if end := bytes.IndexByte(data, '\n'); end > 0 && end < 40 && bytes.HasPrefix(data, []byte("simrun "+k)) {
			return nil, fmt.Errorf("it is of another version, %q, and here it is %q: use the same simrun everywhere", data[:end], bytes.TrimSpace(k.head()))
		}
		return nil, errors.New("it is no " + string(k) + " of simrun")
	}
	if len(rest) < sha256.Size {
		return nil, errDamaged
	}
	if sum := sha256.Sum256(rest[sha256.Size:]); !bytes.Equal(sum[:], rest[:sha256.Size]) {
		return nil, errDamaged
	}
	m := &message{}
	if err := gob.NewDecoder(bytes.NewReader(rest[sha256.Size:])).Decode(m); err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	if CheckName(m.Search) != nil || len(m.Tasks) == 0 {
		return nil, errors.New("it names no search, or no task")
	}
	if m.Packed {
		body, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(m.Body)), mostUnpacked+1))
		if err != nil || len(body) > mostUnpacked {
			return nil, errDamaged
		}
		m.Body, m.Packed = body, false
	}
	return m, nil
}

var errDamaged = errors.New("it is damaged: its checksum does not match")
