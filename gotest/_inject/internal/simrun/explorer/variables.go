package explorer

import (
	"debug/elf"
	"slices"
	"strings"
	"unsafe"
)

// variable is a package variable of the program under test.
type variable struct {
	name  string
	at    []byte
	saved []byte
}

// variables are all of them, as they were before the first test; nil if nobody has looked yet.
var variables []variable

// restore puts the package variables back that an execution has changed, and notes which. What they point to stays as it
// is. It stands before each collection, so that what the old values point to is never free.
func (e *exploration) restore() {
	if variables == nil {
		variables = findVariables(e.settings.Library)
	}
	for i := range variables {
		v := &variables[i]
		if string(v.at) != string(v.saved) {
			copy(v.at, v.saved)
			if e.changed != nil {
				e.changed[v.name] = true
			}
		}
	}
}

// changedVariables are their names.
func (e *exploration) changedVariables() string {
	var list []string
	for name := range e.changed {
		list = append(list, name)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// findVariables looks into the symbol table of the test binary.
func findVariables(library []string) []variable {
	list := []variable{}
	f, err := elf.Open("/proc/self/exe")
	if err != nil {
		return list
	}
	defer f.Close()
	symbols, err := f.Symbols()
	if err != nil {
		return list
	}
	for _, s := range symbols {
		if elf.ST_TYPE(s.Info) != elf.STT_OBJECT || s.Size == 0 || int(s.Section) >= len(f.Sections) {
			continue
		}
		if f.Sections[s.Section].Flags&elf.SHF_WRITE == 0 || !ofProgram(s.Name, library) {
			continue
		}
		v := variable{name: s.Name, at: unsafe.Slice((*byte)(unsafe.Pointer(uintptr(s.Value))), s.Size)}
		v.saved = slices.Clone(v.at)
		list = append(list, v)
	}
	slices.SortFunc(list, func(a, b variable) int { return strings.Compare(a.name, b.name) })
	return list
}

// ofProgram says whether a symbol is a variable of a package that is not Go's own.
func ofProgram(name string, library []string) bool {
	if strings.ContainsAny(name, ":*() ") || strings.Contains(name, "..") || !strings.Contains(name, ".") {
		return false // made by the compiler
	}
	first, _, below := strings.Cut(name, "/")
	if !below {
		first, _, _ = strings.Cut(name, ".")
	}
	return !slices.Contains(library, first)
}
