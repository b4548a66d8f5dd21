package dpor

import (
	"bytes"
	"encoding/gob"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fill makes a value at random: every field of every struct, and lists of up to three.
func fill(v reflect.Value, r *rand.Rand, depth int) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), r, depth)
		}
	case reflect.Slice:
		if n := r.IntN(4); n > 0 && depth < 6 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		for i := range v.Len() {
			fill(v.Index(i), r, depth+1)
		}
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(int64(r.IntN(1000) - 10))
	case reflect.Uint8:
		v.SetUint(uint64(r.IntN(3)))
	default:
		v.SetUint(r.Uint64() >> r.IntN(64) & (1<<v.Type().Bits() - 1))
	}
}

// TestPacked: what is written is read again, whatever it is, and what is left of it after a cut is refused.
func TestPacked(t *testing.T) {
	type saved struct {
		Paths []savedPath
		Root  savedStep
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		var want, got saved
		fill(reflect.ValueOf(&want).Elem(), r, 0)
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(want); err != nil {
			t.Fatal(err)
		}
		if err := gob.NewDecoder(&b).Decode(&got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
		data, _ := want.Root.GobEncode()
		if err := new(savedStep).GobDecode(data[:r.IntN(len(data))]); err == nil {
			t.Fatal("a part of a step is taken for a step")
		}
		if err := new(savedStep).GobDecode(append(data, 0)); err == nil {
			t.Fatal("a step with something behind it is taken for a step")
		}
	}
}

// FuzzUnpack: bytes that come from elsewhere are refused or read; they take no more memory than they are long, and never panic.
func FuzzUnpack(f *testing.F) {
	data, _ := savedPath{Nodes: []savedNode{{Sleep: []savedSleeper{{}}, Union: savedAccess{Keys: []uint64{1}, Writes: []bool{true}}}}}.GobEncode()
	f.Add(data)
	f.Add([]byte{0, 0, 0, 0, 254, 255, 255, 255, 15})
	f.Fuzz(func(t *testing.T, data []byte) {
		var p savedPath
		if err := p.GobDecode(data); err != nil {
			return
		}
		if again, _ := p.GobEncode(); len(again) > len(data) {
			t.Errorf("%d bytes are %d bytes when they are written again", len(data), len(again))
		}
	})
}
