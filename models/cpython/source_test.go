//go:build cpython

package cpython

import (
	"fmt"
	"strings"
)

// script has harness.py repeat the programs so many times.
func script(programs []*program, repetitions int) string {
	var b strings.Builder
	b.WriteString(harness)
	var names []string
	for i, p := range programs {
		names = append(names, fmt.Sprint("program", i))
		fmt.Fprintf(&b, "\n\n%s", p.source(names[i]))
	}
	fmt.Fprintf(&b, "\n\nmain([%s], %d, %v)\n", strings.Join(names, ", "), repetitions, seconds)
	return b.String()
}

// source writes the program out as a function of Python.
func (p *program) source(function string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\ndef %s(run):\n", p.name, function)
	for _, o := range p.objects {
		fmt.Fprintf(&b, "    %s = %s\n", o.name, o.python)
	}
	for _, a := range p.threads {
		writeActor(&b, a)
		fmt.Fprintf(&b, "    run.thread(%q, %s)\n\n", a.name, a.name)
	}
	for _, a := range p.tasks {
		writeActor(&b, a)
		fmt.Fprintf(&b, "    run.task(%q, %s)\n\n", a.name, a.name)
	}
	var final []string
	for _, o := range p.objects {
		if o.state != "" {
			final = append(final, fmt.Sprintf("\"%s=%%s\" %% (%s)", o.name, o.state))
		}
	}
	fmt.Fprintf(&b, "    run.final = lambda: [%s]\n", strings.Join(final, ", "))
	return b.String()
}

// writeActor writes a function with a line for each call.
func writeActor(b *strings.Builder, a actor) {
	fmt.Fprintf(b, "\n    def %s(me):\n", a.name)
	for _, c := range a.calls {
		fmt.Fprintf(b, "        me.do(lambda: %s)\n", c.python)
	}
	switch {
	case a.fails:
		fmt.Fprintf(b, "        raise ValueError('task')\n")
	case a.task:
		fmt.Fprintf(b, "        return %d\n", len(a.calls))
	}
}
