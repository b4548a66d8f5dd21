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

// section is a part of the test binary that can be written to. The linker has put its variables in the order of their sizes.
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

// unnamed is where the variable without a symbol lies that has the address in it. Its size is not known, but is not that of a smaller
// variable before it nor of a larger one behind it.
func (s *section) unnamed(p uintptr) (at, size uintptr, ok bool) {
	n, _ := slices.BinarySearchFunc(s.symbols, p+1, func(x symbol, p uintptr) int { return cmp.Compare(x.at, p) })
	next, most := s.to, s.to-p
	if n < len(s.symbols) {
		next, most = s.symbols[n].at, s.symbols[n].size
	}
	if n > 0 {
		before := &s.symbols[n-1]
		if p < before.at+before.size {
			return 0, 0, false
		}
		each := aligned(most)
		if at := before.at + (p-before.at)/each*each; before.size == most && p < at+most {
			return at, most, true
		}
	}
	return p, min(most, next-p), true
}

// aligned is how far variables of a size lie from each other: they begin where the address can be divided by the largest power of two
// that is not larger than they are, up to 32.
func aligned(size uintptr) uintptr {
	align := uintptr(32)
	for align > max(size, 1) {
		align /= 2
	}
	return (size + align - 1) / align * align
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
