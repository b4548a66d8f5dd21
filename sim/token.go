package sim

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// tokenPrefix names the version of the format. A change of what a choice means, such as a new point in a model, is a
// new version.
const tokenPrefix = "s1."

// Token is one execution, self-contained: what was run, how, and every choice. It is printed, pasted and replayed.
type Token struct {
	Scenario  string
	Params    []Param
	Switching Switching
	Clock     Clock
	StepCost  time.Duration
	Seed      uint64
	Steps     int      // limit of steps that ended it; 0 if it ended by itself
	Length    int      // choices of the execution; more than len(Schedule) if it ends by carrying on
	Schedule  Schedule // without the choices at the end that carry on
}

// NewToken describes the execution x of a program.
func NewToken(p Program, x *Execution) Token {
	cfg := x.world.cfg
	t := Token{
		Scenario: p.Name, Params: p.Params, Switching: cfg.Switching, Clock: cfg.Clock, StepCost: cfg.StepCost,
		Seed: cfg.Seed, Length: x.Choices(), Schedule: append(Schedule(nil), x.Schedule().Trim()...),
	}
	if x.End == StepLimit {
		t.Steps = cfg.MaxSteps
	}
	return t
}

// Config is how the token's execution is run again.
func (t Token) Config() Config {
	return Config{Switching: t.Switching, Clock: t.Clock, StepCost: t.StepCost, Seed: t.Seed, MaxSteps: t.Steps}
}

// limited marks the clock of a token whose execution a limit of steps ended; the limit follows.
const limited = 8

// String is "s1." and base64url: the fields, the choices in mixed radix, a checksum.
func (t Token) String() string {
	b := appendString(nil, t.Scenario)
	b = binary.AppendUvarint(b, uint64(len(t.Params)))
	for _, p := range t.Params {
		b = appendString(appendString(b, p.Name), p.Value)
	}
	if t.Steps == 0 {
		b = append(b, byte(t.Switching)<<4|byte(t.Clock))
	} else {
		b = binary.AppendUvarint(append(b, byte(t.Switching)<<4|byte(t.Clock)|limited), uint64(t.Steps))
	}
	b = binary.AppendUvarint(b, uint64(t.StepCost))
	b = binary.AppendUvarint(b, t.Seed)
	b = binary.AppendUvarint(b, uint64(t.Length))
	b = appendChoices(b, t.Schedule)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	return tokenPrefix + base64.RawURLEncoding.EncodeToString(b)
}

// ParseToken is the inverse of String. The error says what is wrong with the text.
func ParseToken(text string) (Token, error) {
	version, body, ok := strings.Cut(text, ".")
	if !ok || len(version) < 2 || version[0] != 's' || strings.Trim(version[1:], "0123456789") != "" {
		return Token{}, fmt.Errorf("not a simrun token: it does not begin with %s", tokenPrefix)
	}
	if version+"." != tokenPrefix {
		return Token{}, fmt.Errorf("the token is of version %s, and this simrun replays version %s only: find the failure again with explore",
			version, strings.TrimSuffix(tokenPrefix, "."))
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(body)
	if err != nil || len(b) < 4 {
		return Token{}, errors.New("the token is damaged: it is not base64url; copy it again, whole")
	}
	data, sum := b[:len(b)-4], binary.BigEndian.Uint32(b[len(b)-4:])
	if crc32.ChecksumIEEE(data) != sum {
		return Token{}, errors.New("the token is damaged: its checksum does not match; copy it again, whole")
	}
	d := tokenReader{b: data}
	t := d.token()
	if d.bad || len(d.b) > 0 {
		return Token{}, errors.New("the token is damaged: its fields do not fit together")
	}
	return t, nil
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendChoices writes how many choices there are, the largest number of alternatives, and then for each choice two
// digits, N-2 and Index, in mixed radix: least significant first, as many to a word of 64 bits as fit.
func appendChoices(b []byte, s Schedule) []byte {
	largest := uint64(2)
	for _, c := range s {
		largest = max(largest, uint64(c.N))
	}
	b = binary.AppendUvarint(b, uint64(len(s)))
	b = binary.AppendUvarint(b, largest)
	p := packer{b: b, size: 1}
	for _, c := range s {
		p.put(uint64(c.N)-2, largest-1)
		p.put(uint64(c.Index), uint64(c.N))
	}
	return p.finish()
}

// packer collects digits in a word that has room for values below size.
type packer struct {
	b          []byte
	word, size uint64
}

func (p *packer) put(digit, radix uint64) {
	if hi, _ := bits.Mul64(p.size, radix); hi != 0 {
		p.b = binary.LittleEndian.AppendUint64(p.b, p.word)
		p.word, p.size = 0, 1
	}
	p.word += digit * p.size
	p.size *= radix
}

func (p *packer) finish() []byte {
	for ; p.size > 1; p.size = (p.size-1)>>8 + 1 {
		p.b = append(p.b, byte(p.word))
		p.word >>= 8
	}
	return p.b
}

// tokenReader reads the fields; bad is set, and stays set, at the first that does not fit.
type tokenReader struct {
	b          []byte
	bad        bool
	word, size uint64 // the rest of the word, and the product of the radices of the digits taken from it
}

func (d *tokenReader) token() Token {
	var t Token
	t.Scenario = d.string()
	for n := d.uvarint(); n > 0 && !d.bad; n-- {
		t.Params = append(t.Params, Param{d.string(), d.string()})
	}
	if len(d.b) == 0 {
		d.bad = true
		return t
	}
	mode := d.b[0]
	t.Switching, t.Clock = Switching(mode>>4), Clock(mode&15&^limited)
	d.bad = d.bad || t.Switching < Block || t.Switching > Bytecode || t.Clock < Virtual || t.Clock > Anytime
	d.b = d.b[1:]
	if mode&limited != 0 {
		t.Steps = int(d.uvarint())
		d.bad = d.bad || t.Steps <= 0
	}
	t.StepCost = time.Duration(d.uvarint())
	t.Seed = d.uvarint()
	t.Length = int(d.uvarint())
	t.Schedule = d.choices(nil)
	d.bad = d.bad || t.Length < len(t.Schedule) || t.StepCost < 0
	return t
}

func (d *tokenReader) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.bad = true
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *tokenReader) string() string { return string(d.bytes()) }

// bytes reads so many bytes as a number before them says.
func (d *tokenReader) bytes() []byte {
	n := d.uvarint()
	if n > uint64(len(d.b)) {
		d.bad = true
		return nil
	}
	s := d.b[:n]
	d.b = d.b[n:]
	return s
}

// choices reads what appendChoices has written, behind what s has.
func (d *tokenReader) choices(s Schedule) Schedule {
	n, largest := d.uvarint(), d.uvarint()
	// A choice takes one bit at least: a length beyond that would only make the reader allocate.
	if d.bad || n > 8*uint64(len(d.b)) || largest < 2 || largest > 1<<32 {
		d.bad = d.bad || n > 0
		return nil
	}
	s = slices.Grow(s, int(n))
	d.size = 1
	d.load()
	for range n {
		alternatives := d.digit(largest-1) + 2
		s = append(s, Choice{uint32(alternatives), uint32(d.digit(alternatives))})
	}
	for ; d.size > 1 && !d.bad; d.size = (d.size-1)>>8 + 1 {
		d.skip(1)
	}
	return s
}

// digit undoes packer.put.
func (d *tokenReader) digit(radix uint64) uint64 {
	if hi, _ := bits.Mul64(d.size, radix); hi != 0 {
		d.skip(8)
		d.load()
		d.size = 1
	}
	digit := d.word % radix
	d.word /= radix
	d.size *= radix
	return digit
}

// load reads a word; the last one may be shorter.
func (d *tokenReader) load() {
	var word [8]byte
	copy(word[:], d.b)
	d.word = binary.LittleEndian.Uint64(word[:])
}

func (d *tokenReader) skip(n int) {
	if n > len(d.b) {
		d.bad = true
		n = len(d.b)
	}
	d.b = d.b[n:]
}
