package bench

import (
	"fmt"
	"math"
)

// Figure is the result of one benchmark. A field that the benchmark does not measure is 0.
type Figure struct {
	Name       string  `json:"name"`
	Value      float64 `json:"value"`
	Unit       string  `json:"unit"` // of the value and the target: "R", "× random"
	Target     float64 `json:"target"`
	AtLeast    bool    `json:"at_least"` // the value is to reach the target, and not to stay below it
	Met        bool    `json:"met"`
	Ratio      float64 `json:"ratio,omitempty"` // the value, if it is a ratio
	NsPerStep  float64 `json:"ns_per_step,omitempty"`
	StepsPerS  float64 `json:"steps_per_second,omitempty"`
	RunsPerS   float64 `json:"executions_per_second,omitempty"`
	Allocs     float64 `json:"allocations_per_execution"`
	PeakMemory float64 `json:"peak_memory_bytes"` // of the process so far
}

// work fills in what follows from the work that was measured.
func (f *Figure) work(w Work) {
	seconds := w.Time.Seconds()
	if w.Steps > 0 {
		f.NsPerStep = seconds * 1e9 / float64(w.Steps)
		f.StepsPerS = float64(w.Steps) / seconds
	}
	if w.Executions > 0 {
		f.RunsPerS = float64(w.Executions) / seconds
	}
}

// judge compares the value with the target.
func (f *Figure) judge() {
	f.Met = f.Value <= f.Target
	if f.AtLeast {
		f.Met = f.Value >= f.Target
	}
}

// Text is the value with its unit: "0.31 R".
func (f *Figure) Text() string { return withUnit(f.Value, f.Unit) }

// TargetText is what the value should be: "≤ 0.35 R".
func (f *Figure) TargetText() string {
	if f.AtLeast {
		return "≥ " + withUnit(f.Target, f.Unit)
	}
	return "≤ " + withUnit(f.Target, f.Unit)
}

// withUnit writes a number with three digits.
func withUnit(value float64, unit string) string {
	digits := 2 - int(math.Floor(math.Log10(max(math.Abs(value), 0.01))))
	text := fmt.Sprintf("%.*f", max(min(digits, 2), 0), value)
	if unit == "" {
		return text
	}
	return text + " " + unit
}
