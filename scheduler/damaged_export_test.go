package scheduler

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"reflect"
	"slices"
)

// Damage changes one value in a checkpoint, any with the same chance, and computes its checksum anew. It says which.
func Damage(data []byte, r *rand.Rand) (damaged []byte, what string) {
	damaged = changed(data, func(c *checkpoint) {
		var places []place
		visitPlaces(reflect.ValueOf(c).Elem(), "", func(p place) { places = append(places, p) })
		p := places[r.IntN(len(places))]
		what = p.name + " " + p.change(r)
	})
	return damaged, what
}

// DamageTask changes in a checkpoint what one task of the round that was under way says of its search: that it is over or not, other than
// the search, or that it has made executions of one that has not begun. It says whether there is such a task.
func DamageTask(data []byte, begun bool) (damaged []byte, ok bool) {
	return changed(data, func(c *checkpoint) {
		for i := range c.Round {
			t, search := &c.Round[i], &c.Left.Searches[i]
			switch {
			case begun && t.Used > 0 && search.Begun && !search.Finished:
				search.Begun, ok = false, true
				return
			case !begun && t.Used > 0:
				t.Over, ok = !t.Over, true
				return
			}
		}
	}), ok
}

// changed is a checkpoint with something else in it, and the right checksum.
func changed(data []byte, change func(*checkpoint)) []byte {
	var c checkpoint
	if err := gob.NewDecoder(bytes.NewReader(data[len(checkpointMagic)+4:])).Decode(&c); err != nil {
		panic(err)
	}
	change(&c)
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(c); err != nil {
		panic(err)
	}
	return append(binary.BigEndian.AppendUint32([]byte(checkpointMagic), crc32.ChecksumIEEE(body.Bytes())), body.Bytes()...)
}

// place is a value that can be changed.
type place struct {
	name   string
	change func(r *rand.Rand) string
}

// visitPlaces visits the numbers, texts and lists in a value.
func visitPlaces(v reflect.Value, name string, visit func(place)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			visitPlaces(v.Field(i), name+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			visitPlaces(v.Index(i), name+"[]", visit)
		}
		if v.Kind() == reflect.Slice && v.Len() > 0 {
			visit(place{name, func(r *rand.Rand) string { return changeList(v, r) }})
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return bytes.Compare(fmt.Append(nil, a), fmt.Append(nil, b)) })
		for _, key := range keys {
			visit(place{name, func(*rand.Rand) string { v.SetMapIndex(key, reflect.Value{}); return "without an entry" }})
			item := reflect.New(v.Type().Elem()).Elem()
			item.Set(v.MapIndex(key))
			visitPlaces(item, name+"{}", func(p place) {
				visit(place{p.name, func(r *rand.Rand) string { defer func() { v.SetMapIndex(key, item) }(); return p.change(r) }})
			})
		}
	default:
		visit(place{name, func(r *rand.Rand) string { return changeValue(v, r) }})
	}
}

func changeList(v reflect.Value, r *rand.Rand) string {
	i, n := r.IntN(v.Len()), v.Len()
	if r.IntN(2) == 0 {
		v.Set(reflect.AppendSlice(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, n), v.Slice(0, i)), v.Slice(i+1, n)))
		return "without an element"
	}
	v.Set(reflect.Append(v.Slice3(0, n, n), v.Index(i)))
	return "with an element twice"
}

func changeValue(v reflect.Value, r *rand.Rand) string {
	delta := []int64{-1, 1, 2, -5, 1 << 20}[r.IntN(5)]
	switch {
	case v.CanInt():
		v.SetInt(v.Int() + delta)
	case v.CanUint():
		v.SetUint(v.Uint() + uint64(delta))
	case v.Kind() == reflect.Bool:
		v.SetBool(!v.Bool())
		return "the other way round"
	default:
		v.SetString(v.String() + "x")
		return "with an x"
	}
	return fmt.Sprintf("%+d", delta)
}
