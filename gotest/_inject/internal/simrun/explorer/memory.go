package explorer

import _ "unsafe" // for linkname

//go:linkname runtimeMemory runtime.simMemory
var runtimeMemory bool

//go:linkname mapMemory internal/runtime/maps.simMemory
var mapMemory bool

// followMemory has accesses to memory told of.
func followMemory(on bool) { runtimeMemory, mapMemory = on, on }
