package sharing

import (
	"fmt"
	"strconv"

	"simrun/sim"
)

// endOf stands for how an execution ended, in words that hold in each linearization: times are left out, and the order in
// which objects were made; what a program that asks for the time says; and what
// properties find, which look at nothing else. With states, what the models say of themselves is part of it.
func endOf(x *sim.Execution, states bool) uint64 {
	h := sim.Mix(uint64(x.End)<<32 ^ uint64(uint32(x.ExitCode)))
	timed := x.World().AskedNow() // then a time may stand in what it says
	if !timed {
		h ^= sim.Mix(x.LogPrint)
	}
	for _, f := range x.Failures {
		h += hashText(hashText(1, f.Kind), f.Where)
	}
	for _, o := range x.Observed {
		value := ""
		if !timed {
			value = string(AppendValue(nil, o.Value))
		}
		h += hashText(hashText(2, o.Name), value)
	}
	for _, u := range x.Uncaught {
		h += hashText(uint64(u.Thread.Index())+3, raised(u.Value))
	}
	for _, t := range x.Unfinished() {
		op := t.Pending()
		g := hashText(uint64(t.Index())<<32+4, op.Name)
		if op.Object != nil {
			g ^= sim.Mix(op.Object.Key())
		}
		if t.Ready() {
			g++
		}
		h += sim.Mix(g)
	}
	if states {
		for _, o := range x.World().Objects() {
			if s, ok := o.Model().(sim.Stater); ok {
				h += hashText(o.Key()<<8+5, s.State())
			}
		}
	}
	return h
}

// raised is an exception in words that do not depend on addresses.
func raised(value any) string {
	switch v := value.(type) {
	case error:
		return v.Error()
	case string:
		return v
	}
	return fmt.Sprintf("%T", value)
}

// AppendValue writes an observed value without the cost of fmt for the common types.
func AppendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case int:
		return strconv.AppendInt(append(b, ' '), int64(v), 10)
	case string:
		return append(append(b, ' '), v...)
	case bool:
		if v {
			return append(b, " true"...)
		}
		return append(b, " false"...)
	}
	return append(append(b, ' '), sim.Observation{Value: v}.Text()...)
}
