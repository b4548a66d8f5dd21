package explorer

import (
	"cmp"
	"debug/elf"
	"slices"
	"strings"
)

// symbol is a variable of the test binary.
type symbol struct {
	name     string
	at, size uintptr
}

// section is a part of the test binary that can be written to.
type section struct {
	from, to uintptr
	symbols  []symbol // by address; those that the compiler makes for others to point to from the beginning have none
}

// readLayout looks into the symbol table of the test binary; nil if it has none.
func readLayout() []section {
	f, err := elf.Open("/proc/self/exe")
	if err != nil {
		return nil
	}
	defer f.Close()
	symbols, err := f.Symbols()
	if err != nil {
		return nil
	}
	list := make([]section, len(f.Sections))
	for i, s := range f.Sections {
		if s.Flags&elf.SHF_WRITE != 0 && s.Flags&elf.SHF_TLS == 0 { // what each thread has of its own lies elsewhere
			list[i].from, list[i].to = uintptr(s.Addr), uintptr(s.Addr+s.Size)
		}
	}
	for _, s := range symbols {
		if i := int(s.Section); elf.ST_TYPE(s.Info) == elf.STT_OBJECT && s.Size > 0 && i < len(list) && list[i].to > 0 {
			list[i].symbols = append(list[i].symbols, symbol{s.Name, uintptr(s.Value), uintptr(s.Size)})
		}
	}
	for i := range list {
		slices.SortFunc(list[i].symbols, func(a, b symbol) int { return cmp.Compare(a.at, b.at) })
	}
	return list
}

// unnamed is the memory between two variables with symbols that has the address in it: those without one lie there, and go by
// the name of the first that leads to one of them.
func (s *section) unnamed(p uintptr) (at, size uintptr, ok bool) {
	n, _ := slices.BinarySearchFunc(s.symbols, p+1, func(x symbol, p uintptr) int { return cmp.Compare(x.at, p) })
	from, to := s.from, s.to
	if n > 0 {
		from = s.symbols[n-1].at + s.symbols[n-1].size
	}
	if n < len(s.symbols) {
		to = s.symbols[n].at
	}
	from, to = (from+7)&^7, to&^7 // the collector knows whole words
	return from, to - from, p >= from && p < to
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
