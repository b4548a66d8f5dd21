package python

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"simrun/python/worker"
	"simrun/sim"
)

// Names of the parameters that say which program it is.
const (
	versionParam = "python"  // minor version of the interpreter
	fileParam    = "sha256." // and a file of the program, by its path from the script's folder: the beginning of its hash
	gilParam     = "gil"     // whose rule its threads switch by, if not that of the interpreter
	outsideParam = "outside" // what comes from outside, by commas: names of signals, and gc
	daemonsParam = "daemons" // a daemon that the exit ends while it holds a lock is a failure
	racesParam   = "races"   // whether data races are failures, if that was said
	checkParam   = "check"   // path of the file with what should hold
	traceParam   = "trace"   // packages, by commas
	sharedParam  = "shared"  // names of the variables whose accesses are operations, by commas
	testParam    = "test"    // of a file: the rest of its name
	argParam     = "arg"     // and the number of an argument
)

// params say which program it is.
func (s *Script) params(shared []string) []sim.Param {
	list := []sim.Param{{Name: versionParam, Value: s.python.Minor()}}
	if s.gil != "" {
		list = append(list, sim.Param{Name: gilParam, Value: string(s.gil)})
	}
	if len(s.comes) > 0 {
		list = append(list, sim.Param{Name: outsideParam, Value: strings.Join(s.comes, ",")})
	}
	if s.detect != nil {
		list = append(list, sim.Param{Name: racesParam, Value: strconv.FormatBool(*s.detect)})
	}
	if s.daemons {
		list = append(list, sim.Param{Name: daemonsParam, Value: "true"})
	}
	if s.check != "" {
		list = append(list, sim.Param{Name: checkParam, Value: s.check})
	}
	if len(s.traced) > 0 {
		list = append(list, sim.Param{Name: traceParam, Value: strings.Join(s.traced, ",")})
	}
	if len(shared) > 0 {
		list = append(list, sim.Param{Name: sharedParam, Value: strings.Join(shared, ",")})
	}
	for _, file := range s.files {
		list = append(list, sim.Param{Name: fileParam + file, Value: hashOf(s.at(file))})
	}
	if s.test != "" {
		list = append(list, sim.Param{Name: testParam, Value: s.test})
	}
	for i, arg := range s.args {
		list = append(list, sim.Param{Name: argParam + strconv.Itoa(i+1), Value: arg})
	}
	return list
}

// Title is what people call a program that is a script, "script.py 3 on CPython 3.11"; and other programs as they are.
func Title(p sim.Program) string {
	path, isScript := strings.CutPrefix(p.Name, Prefix)
	if !isScript {
		return p.String()
	}
	text, version := path, ""
	for _, q := range p.Params {
		switch {
		case q.Name == versionParam:
			version = " on CPython " + q.Value
		case q.Name == testParam:
			text += "::" + q.Value
		case strings.HasPrefix(q.Name, argParam):
			text += " " + q.Value
		}
	}
	return text + version
}

// hashOf is the beginning of the hash of a file.
func hashOf(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return "unreadable"
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// Recorded is what the parameters of a token say: how the script was executed, with the interpreter of the same version if
// there is one other than that which would be taken anyhow, and the arguments of the script.
func Recorded(params []sim.Param) (o Options, args []string) {
	o.Shared = []string{}
	for _, p := range params {
		switch {
		case p.Name == versionParam:
			if i, err := worker.Find(""); err != nil || i.Minor() != p.Value {
				if i, err := worker.Find("python" + p.Value); err == nil {
					o.Interpreter = i.Path
				}
			}
		case strings.HasPrefix(p.Name, argParam):
			args = append(args, p.Value)
		case p.Name == testParam:
			o.Test = p.Value
		case p.Name == gilParam:
			o.GIL = GIL(p.Value)
		case p.Name == outsideParam:
			o.come(strings.Split(p.Value, ","))
		case p.Name == daemonsParam:
			o.Daemons = p.Value == "true"
		case p.Name == racesParam:
			races := p.Value == "true"
			o.Races = &races
		case p.Name == checkParam:
			o.Check = p.Value
		case p.Name == traceParam:
			o.Trace = strings.Split(p.Value, ",")
		case p.Name == sharedParam:
			o.Shared = strings.Split(p.Value, ",")
		}
	}
	return o, args
}

// Changes says in words how a program differs from the one that was recorded.
func Changes(recorded, now []sim.Param) []string {
	var list []string
	is := map[string]string{}
	for _, p := range now {
		is[p.Name] = p.Value
	}
	for _, p := range recorded {
		file, isFile := strings.CutPrefix(p.Name, fileParam)
		value, there := is[p.Name]
		switch {
		case isFile && (!there || value == "unreadable"):
			list = append(list, file+" has gone")
		case isFile && value != p.Value:
			list = append(list, file+" has changed")
		case p.Name == versionParam && value != p.Value:
			list = append(list, fmt.Sprintf("the interpreter is another one: CPython %s, and was %s", value, p.Value))
		}
	}
	return list
}
