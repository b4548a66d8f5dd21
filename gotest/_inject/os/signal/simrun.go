package signal

import (
	"internal/simhook"
	"os"
	"unsafe"
)

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simSet runtime.simSet
func simSet(on bool)

// simNumbers are the signals that are meant; none stands for all.
func simNumbers(signals []os.Signal) (list []int) {
	for _, s := range signals {
		list = append(list, signum(s))
	}
	return list
}

func simNotify(c chan<- os.Signal, signals []os.Signal) {
	list := simNumbers(signals)
	simSet(false)
	simhook.T.Notify(*(*unsafe.Pointer)(unsafe.Pointer(&c)), list)
	simSet(true)
}

func simStop(c chan<- os.Signal) {
	simSet(false)
	simhook.T.StopNotify(*(*unsafe.Pointer)(unsafe.Pointer(&c)))
	simSet(true)
}

func simForget(signals []os.Signal, ignore bool) {
	list := simNumbers(signals)
	simSet(false)
	simhook.T.Forget(list, ignore)
	simSet(true)
}
