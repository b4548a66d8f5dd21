// Package hang compares how an execution of a script ends with a dump of the stacks of a process that hangs.
package hang

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Dump is where the threads of a process stand, as py-spy dump, faulthandler.dump_traceback or traceback.print_stack print it.
type Dump []Thread

// Thread is one of them.
type Thread struct {
	Name   string // "MainThread"; empty if the dump does not say
	Frames []Frame
}

// Frame is a call that is under way; the innermost comes first.
type Frame struct {
	File string
	Line int
}

// Line is a line of the program, by the file's path from the script's folder. The zero value is none: a thread may stand in code of
// the library alone.
type Line struct {
	File   string
	Number int
}

func (l Line) String() string {
	if l.File == "" {
		return "no line of the program"
	}
	return fmt.Sprintf("%s:%d", l.File, l.Number)
}

var (
	ofPySpy  = regexp.MustCompile(`^\s+\S.*\((\S[^()]*):(\d+)\)\s*$`)         // "    get (queue.py:171)"
	ofPython = regexp.MustCompile(`^\s*File "([^"]*)", line (\d+)(,?) in `)   // with a comma the last call is the innermost
	named    = regexp.MustCompile(`^(?:Current thread|Thread) \S+ \[(.*)\] `) // of faulthandler from CPython 3.14 on
	namedSpy = regexp.MustCompile(`^Thread \S+ \(.*\): "(.*)"\s*$`)
	header   = regexp.MustCompile(`^\S.*\S`)
)

// Parse reads a dump. Each line that is no frame and is not indented begins another thread. The error says what is wrong with the
// text, in a line.
func Parse(text string) (Dump, error) {
	var d Dump
	t, lastFirst := Thread{}, false
	end := func() {
		if lastFirst {
			slices.Reverse(t.Frames)
		}
		if len(t.Frames) > 0 {
			d = append(d, t)
		}
		t, lastFirst = Thread{}, false
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if m := ofPython.FindStringSubmatch(line); m != nil {
			t.add(m[1], m[2])
			lastFirst = m[3] != ""
			continue
		}
		if m := ofPySpy.FindStringSubmatch(line); m != nil {
			t.add(m[1], m[2])
			continue
		}
		if !header.MatchString(line) {
			continue
		}
		end()
		for _, form := range []*regexp.Regexp{named, namedSpy} {
			if m := form.FindStringSubmatch(line); m != nil {
				t.Name = m[1]
			}
		}
	}
	if end(); len(d) == 0 {
		return nil, errors.New("it has no stack of a thread: want what py-spy dump, faulthandler or traceback.print_stack print")
	}
	return d, nil
}

func (t *Thread) add(file, line string) {
	n, err := strconv.Atoi(line)
	if err != nil {
		return // no file has so many lines
	}
	t.Frames = append(t.Frames, Frame{strings.ReplaceAll(file, `\`, "/"), n})
}

// Lines is where each thread of the dump stands in files of the program: in its innermost call of one. The dump may be of another
// machine, or have the ends of paths alone.
func (d Dump) Lines(files []string) []Line {
	lines := make([]Line, len(d))
	for i, t := range d {
		for _, f := range t.Frames {
			if file := within(f.File, files); file != "" {
				lines[i] = Line{file, f.Line}
				break
			}
		}
	}
	return lines
}

// within is the file of the program that a path names; empty if there is none. Of several it is the one of which the path has most.
func within(name string, files []string) string {
	best := ""
	for _, file := range files {
		if ends(name, file) && len(file) > len(best) {
			best = file
		}
	}
	if best != "" {
		return best
	}
	for _, file := range files {
		if ends(file, name) {
			return file
		}
	}
	return ""
}

// ends says whether the last parts of a path are those of another one.
func ends(long, short string) bool {
	long, short = path.Clean(long), path.Clean(short)
	return long == short || strings.HasSuffix(long, "/"+short)
}
