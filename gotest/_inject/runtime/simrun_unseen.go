package runtime

import (
	"internal/goarch"
	"internal/simhook"
	"unsafe"
)

// simInC says that a simulated goroutine has called C, simFromC that C has called Go there, and simCollects that one has called for the
// garbage collector.
//
//go:linkname simInC
//go:linkname simFromC
//go:linkname simCollects
var simInC, simFromC, simCollects bool

// simDrawing are the places where simulated goroutines have drawn random numbers, as many as there is room for.
//
//go:linkname simDrawing
var simDrawing [32]uintptr

// simDraws notes the place that has called the function with this frame.
//
//go:nosplit
func simDraws(frame uintptr) {
	pc := *(*uintptr)(unsafe.Pointer(frame + goarch.PtrSize))
	for i := range simDrawing {
		switch simDrawing[i] {
		case 0:
			simDrawing[i] = pc
			return
		case pc:
			return
		}
	}
}

// simFinalizes says whether the program has something be called when memory is collected. It is not, because nothing is collected as long as
// an execution lasts, and the one that comes then has nothing to do with it.
func simFinalizes() bool {
	simSet(false)
	program := simhook.T.Finalizes()
	simSet(true)
	return program
}

func simGoesOver(pc uintptr) {
	simSet(false)
	simhook.T.GoesOver(pc)
	simSet(true)
}
