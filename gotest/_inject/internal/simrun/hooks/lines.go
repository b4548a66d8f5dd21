package hooks

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A line names what it makes: what it assigns it to, or the field that keeps it.
var (
	assigned = regexp.MustCompile(`^\s*(?:var\s+|if\s+|case\s+)?([\w.\[\]]+(?:\s*,\s*[\w.\[\]]+)*)[^=!<>:]*:?=[^=](.*)`)
	field    = regexp.MustCompile(`(\w+):\s*make\(`)
	within   = regexp.MustCompile(`(\w+)\s*:?=\s*make\(`) // a statement in a function that stands in one line
)

// methods are those of each kind: what is before one of them in a line is a name.
var methods = map[string]*regexp.Regexp{
	"Mutex": before(`(?:Try)?(?:Lock|Unlock)`), "RWMutex": before(`(?:Try)?R?(?:Lock|Unlock)`), "WaitGroup": before(`(?:Add|Done|Wait|Go)`),
	"Once": before(`Do`), "Cond": before(`(?:Wait|Signal|Broadcast)`), "Pool": before(`(?:Get|Put)`),
	"Map": before(`(?:Load\w*|Store|Swap|CompareAnd\w+|Range|Delete|Clear)`),
	"Int": before(`(?:Add|Set|Value)`), "Float": before(`(?:Add|Set|Value)`), "String": before(`(?:Set|Value)`),
	"Logger": regexp.MustCompile(`(\w+)\s*:?=\s*log\.New\(|` + receiver + logging + `\(`), "log": before(logging), "LevelVar": before(`(?:Set|Level)`),
	"os": before(`\w+env`), "slog": before(`(?:Set)?Default`),
	"atomic": regexp.MustCompile(`atomic\.\w+\(&?([\w.\[\]]+)|` + receiver + `(?:Load|Store|Swap|CompareAndSwap|Add|And|Or)\(`),
}

const (
	receiver = `([\w.\[\]]+)\.`
	logging  = `(?:(?:Set)?(?:Flags|Prefix|Output)|Writer)` // of a logger
)

func before(method string) *regexp.Regexp { return regexp.MustCompile(receiver + method + `\(`) }

// making counts the places of each line that make a channel, in the order in which they were first come to.
var making = map[string]int{}

// madeAt is what the program calls a channel that is made at a place.
func madeAt(pc uintptr) string {
	p := placeOf(pc)
	if p.kind != program {
		return madeInside(p)
	}
	if p.names["chan"] != "" {
		return p.names["chan"]
	}
	text, at := textOf(p), fmt.Sprintf("%s:%d", p.file, p.line)
	nth := making[at]
	making[at]++
	name := fmt.Sprintf("chan %s:%d", filepath.Base(p.file), p.line)
	if m := field.FindAllStringSubmatch(text, -1); len(m) > 0 {
		name = m[nth%len(m)][1]
	} else if m := within.FindAllStringSubmatch(text, -1); len(m) > 0 && strings.Contains(text, "func") {
		name = m[nth%len(m)][1]
	} else if m := assigned.FindStringSubmatch(text); m != nil && strings.Contains(m[2], "make(") {
		name = "" // of several, each has its place
		if left := strings.Split(m[1], ","); len(left) == strings.Count(m[2], "make(") || len(left) == 1 {
			name = strings.TrimSpace(left[nth%len(left)])
		}
		if name == "" || name == "_" {
			name = fmt.Sprintf("chan %s:%d", filepath.Base(p.file), p.line)
		}
	}
	return p.call("chan", name)
}

// madeInside is a name for a channel that Go's library makes, as time.After and the method Done of a context do.
func madeInside(p *place) string {
	line, calls := caller()
	if line == nil { // package testing, before the test begins
		if p.names["chan"] == "" {
			p.call("chan", "chan of package testing")
		}
		return p.names["chan"]
	}
	key := "chan of " + calls
	if line.names[key] != "" {
		return line.names[key]
	}
	text := textOf(line)
	method := calls[strings.LastIndexByte(calls, '.')+1:]
	if m := before(method).FindStringSubmatch(text); m != nil && strings.Contains(calls, "(") {
		return line.call(key, m[1]+"."+method+"()")
	}
	if name := assignedTo(text, method); name != "" && strings.HasPrefix(calls, "time.New") {
		return line.call(key, name+".C")
	}
	return line.call(key, fmt.Sprintf("%s :%d", calls, line.line))
}

// timerAt is a name for a timer without a channel that is made now.
func timerAt() string {
	line, calls := caller()
	if line == nil {
		return "timer"
	}
	if line.names[calls] != "" {
		return line.names[calls]
	}
	name := assignedTo(textOf(line), calls[strings.LastIndexByte(calls, '.')+1:])
	if name == "" || !strings.HasPrefix(calls, "time.") {
		name = fmt.Sprintf("%s :%d", calls, line.line)
	}
	return line.call(calls, name)
}

// assignedTo is what the line assigns the result of a function to; empty if it does not.
func assignedTo(text, function string) string {
	m := assigned.FindStringSubmatch(text)
	if m == nil || !strings.Contains(m[2], function+"(") || strings.Contains(m[1], ",") || m[1] == "_" {
		return ""
	}
	return m[1]
}

// usedAt is what the line calls an object that is known only since it was used.
func usedAt(p *place, kind string) string {
	if p == nil {
		return kind
	}
	if p.names[kind] != "" {
		return p.names[kind]
	}
	name := fmt.Sprintf("%s %s:%d", kind, filepath.Base(p.file), p.line)
	if m := methods[kind].FindStringSubmatch(textOf(p)); m != nil && p.kind == program {
		name = m[1]
		if name == "" {
			name = m[len(m)-1]
		}
	}
	return p.call(kind, name)
}

// call remembers a name.
func (p *place) call(kind, name string) string {
	if p.names == nil {
		p.names = map[string]string{}
	}
	p.names[kind] = name
	return name
}

// textOf is the text of a line; empty if its file is not there.
func textOf(p *place) string {
	data, err := os.ReadFile(p.file)
	if err != nil {
		return ""
	}
	lines := strings.Split(string(data), "\n")
	if p.line < 1 || p.line > len(lines) {
		return ""
	}
	return lines[p.line-1]
}
