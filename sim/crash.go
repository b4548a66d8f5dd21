package sim

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// Crash is a panic that is no exception of a simulated thread, but a mistake in what was given to the simulator: in a
// property, in what a model shows of itself, in a function that makes a program. Its text is one line.
type Crash struct {
	Value  any
	Source string // the line that panicked, if it could be found
}

// Error is what was wrong, and where.
func (c *Crash) Error() string {
	if m, ok := c.Value.(misuse); ok { // it names the remedy
		return oneLine(m.Error())
	}
	text := oneLine(fmt.Sprintf("panic: %v", c.Value))
	if c.Source != "" {
		text += ", at " + c.Source
	}
	return text
}

// oneLine joins the lines of a text.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// NewCrash is what a deferred function makes of the value that it has recovered; of a Crash, the same.
func NewCrash(recovered any) *Crash {
	if c, ok := recovered.(*Crash); ok {
		return c
	}
	return &Crash{recovered, sourceIn(string(debug.Stack()))}
}

// sourceIn is the topmost line below the panic that is not the engine's own.
func sourceIn(stack string) string {
	lines := strings.Split(stack, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "panic(") {
			lines = lines[i:]
			break
		}
	}
	for i := 0; i+1 < len(lines); i += 2 {
		if (engineFrame(lines[i]) || searchFrame(lines[i])) && !strings.Contains(lines[i+1], "_test.go:") {
			continue
		}
		file, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
		return file[strings.LastIndexByte(file, '/')+1:]
	}
	return ""
}

// searchFrame says whether a function belongs to what executes programs many times, or makes them.
func searchFrame(function string) bool {
	for _, prefix := range []string{"scheduler.", "cli.", "report.", "properties/simtest.", "properties/catalog.Values.", "properties/catalog.Entry."} {
		if strings.HasPrefix(function, "simrun/"+prefix) {
			return true
		}
	}
	return strings.HasPrefix(function, "created by ") || strings.HasPrefix(function, "github.com/spf13/cobra") || strings.HasPrefix(function, "main.main(") || strings.HasPrefix(function, "testing.")
}
