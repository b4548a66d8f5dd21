package gotest

import (
	"strconv"
	"strings"
)

// atomics are the methods of the types of sync/atomic.
func atomics() []hook {
	var list []hook
	for _, t := range []string{"Bool", "Int32", "Int64", "Pointer", "Uint32", "Uint64", "Uintptr", "Value"} {
		methods := []string{"CompareAndSwap", "Load", "Store", "Swap"}
		switch t {
		case "Int32", "Int64", "Uint32", "Uint64", "Uintptr":
			methods = append(methods, "Add", "And", "Or")
		}
		for _, m := range methods {
			text := "if simOn() { " + atomicOperation(m) + "($r) }"
			if t == "Pointer" || t == "Value" { // one is built into the packages that use it, and both call functions that have hooks
				text = "if simOn() { " + atomicOperation(m) + "($r); simSet(false); defer simSet(true) }"
			}
			list = append(list, hook{"sync/atomic", t + "." + m, text, "atomic." + t + "." + m})
		}
	}
	return list
}

// atomicFunctions are the functions of sync/atomic. The compiler replaces them, unless it is told not to, as it is for
// packages of modules. Those of uintptr are the runtime's own.
func atomicFunctions() []hook {
	var list []hook
	for _, m := range []string{"Add", "And", "CompareAndSwap", "Load", "Or", "Store", "Swap"} {
		for _, t := range []string{"Int32", "Int64", "Uint32", "Uint64", "Pointer"} {
			h := hook{"sync/atomic", m + t, "if simOn() { " + atomicOperation(m) + "($0) }", "atomic." + m + t}
			switch {
			case t == "Pointer" && (m == "Add" || m == "And" || m == "Or"):
				continue
			case t == "Pointer" && m != "Load":
				h.pkg, h.function = "runtime", "sync_atomic_"+m+t
				h.text = flagged + "{ simAtomic(simhook." + strings.TrimPrefix(atomicOperation(m), "sim") + ", unsafe.Pointer($0)) }"
			}
			list = append(list, h)
		}
	}
	return list
}

// atomicOperation is the function that stands for a method.
func atomicOperation(method string) string {
	switch method {
	case "Load", "Store":
		return "sim" + method
	}
	return "simUpdate"
}

// syncMaps are the methods of sync.Map that do not call the program: the real ones take their locks in their own way.
func syncMaps() []hook {
	var list []hook
	for _, m := range []string{"Clear", "CompareAndDelete", "CompareAndSwap", "Delete", "Load", "LoadAndDelete", "LoadOrStore", "Store", "Swap"} {
		text := "if simOn() { simMap($r, true); defer simSet(true) }"
		if m == "Load" {
			text = "if simOn() { simMap($r, false); defer simSet(true) }"
		}
		list = append(list, hook{"sync", "Map." + m, text, "sync.Map." + m})
	}
	return list
}

// memory is what the runtime does to memory of the program that code which is compiled with -race does not tell of itself.
func memory() []hook {
	list := []hook{
		{"runtime", "growslice", "if simMemory { simTouch(uintptr($0), uintptr($1-$3)*$4.Size_, false, sys.GetCallerPC()) }", "append"},
		{"runtime", "mapIterStart", flagged + "&& $1 != nil && $1.Used() > 1 { simGoesOver(sys.GetCallerPC()) }; if simMemory { simTouch(uintptr(unsafe.Pointer($1)), 1, false, sys.GetCallerPC()) }", "range over a map"},
		{"runtime", "mapclear", "if simMemory { simTouch(uintptr(unsafe.Pointer($1)), 1, true, sys.GetCallerPC()) }", "clear of a map"},
		{"runtime", "mapclone", "if simMemory { if m := (*maps.Map)(efaceOf(&$0).data); m != nil { simTouch(uintptr(unsafe.Pointer(m)), 1, false, sys.GetCallerPC()) } }", "maps.Clone"},
		{"runtime", "mapdelete", "if simMemory && $1 != nil { simTouch(uintptr(unsafe.Pointer($1)), 1, true, sys.GetCallerPC()) }", "delete"},
		{"runtime", "slicebytetostring", "if simMemory { simTouch(uintptr(unsafe.Pointer($1)), uintptr($2), false, sys.GetCallerPC()) }", "string(bytes)"},
		{"runtime", "slicecopy", "if simMemory { simCopy($0, $2, min($1, $3), $4, sys.GetCallerPC()) }", "copy"},
		{"runtime", "typedslicecopy", "if simMemory { simCopy($1, $3, min($2, $4), $0.Size_, sys.GetCallerPC()) }", "copy of pointers"},
	}
	for _, kind := range []string{"", "_fast32", "_fast64", "_faststr"} {
		for _, m := range []string{"access1", "access2", "assign", "delete"} {
			text := "if simMemory { $1.simTouched(" + strconv.FormatBool(!strings.HasPrefix(m, "access")) + ", sys.GetCallerPC()) }"
			if kind != "" || m != "delete" {
				list = append(list, hook{"internal/runtime/maps", "runtime_map" + m + kind, text, "a map"})
			}
			if m == "assign" && (kind == "_fast32" || kind == "_fast64") {
				list = append(list, hook{"internal/runtime/maps", "runtime_map" + m + kind + "ptr", text, "a map"})
			}
		}
	}
	return list
}
