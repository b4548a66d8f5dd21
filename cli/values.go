package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"simrun/scheduler"
	"simrun/sim"
)

// A flag's value says itself what it takes, so that the one line of an error names the remedy. All of them implement
// pflag.Value.

// seedValue is a number of 64 bits.
type seedValue uint64

func (v *seedValue) String() string { return strconv.FormatUint(uint64(*v), 10) }
func (v *seedValue) Type() string   { return "N" }
func (v *seedValue) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("want a whole number from 0 to %d", uint64(1<<64-1))
	}
	*v = seedValue(n)
	return nil
}

// countValue is a number from 1 to most. 0 stands for not given.
type countValue struct{ n, most int }

func (v *countValue) String() string {
	if v.n == 0 {
		return ""
	}
	return strconv.Itoa(v.n)
}
func (v *countValue) Type() string { return "N" }
func (v *countValue) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > v.most {
		return fmt.Errorf("want a whole number from 1 to %d", v.most)
	}
	v.n = n
	return nil
}

// budgetValue is a time on the wall clock. 0 stands for not given.
type budgetValue time.Duration

func (v *budgetValue) String() string {
	if *v == 0 {
		return ""
	}
	return time.Duration(*v).String()
}
func (v *budgetValue) Type() string { return "duration" }
func (v *budgetValue) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return fmt.Errorf("want a time above 0 with its unit, such as 30s or 5m")
	}
	*v = budgetValue(d)
	return nil
}

// textValue is a text that is not empty: an empty one, as that of a variable of the shell that is not set, would be taken for
// no flag at all.
type textValue struct {
	text *string
	want string // what to write instead
}

func (v textValue) String() string { return *v.text }
func (v textValue) Type() string   { return "string" }
func (v textValue) Set(text string) error {
	if text == "" {
		return errors.New(v.want)
	}
	*v.text = text
	return nil
}

// nameFile is what a flag wants that takes a file.
const nameFile = "name a file"

// paramsValue collects the parameters of the scenario.
type paramsValue map[string]string

func (v paramsValue) String() string { return "" }
func (v paramsValue) Type() string   { return "name=value" }
func (v paramsValue) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok || name == "" {
		return fmt.Errorf("want name=value, such as messages=3")
	}
	if _, ok := v[name]; ok {
		return fmt.Errorf("parameter %s is given twice", name)
	}
	v[name] = value
	return nil
}

// wordValue is one of a few words.
type wordValue struct {
	word    string
	allowed []string
}

func (v *wordValue) String() string { return v.word }
func (v *wordValue) Type() string   { return "word" }
func (v *wordValue) Set(text string) error {
	for _, w := range v.allowed {
		if w == text {
			v.word = text
			return nil
		}
	}
	return fmt.Errorf("want one of %s%s", strings.Join(v.allowed, ", "), didYouMean(text, v.allowed))
}

// switchings and clocks are the words of the simulator's modes, weakest first.
func switchings() []string {
	var list []string
	for s := sim.Block; s <= sim.Bytecode; s++ {
		list = append(list, s.String())
	}
	return list
}

func clocks() []string { return []string{sim.Virtual.String(), sim.Anytime.String()} }

// strategyValue is the name of a strategy; scheduler.New knows which there are, because some end in a number.
type strategyValue string

func (v *strategyValue) String() string { return string(*v) }
func (v *strategyValue) Type() string   { return "name" }
func (v *strategyValue) Set(text string) error {
	if _, err := scheduler.New(text, 0); err != nil {
		names := strategyNames()
		return fmt.Errorf("unknown strategy%s: use one of %s", didYouMean(text, names), strings.Join(names, ", "))
	}
	*v = strategyValue(text)
	return nil
}

func strategyNames() []string {
	var names []string
	for _, s := range scheduler.Strategies() {
		names = append(names, s.Name)
	}
	return names
}
