package gotest

import "slices"

// hook is a line at the beginning of a function of a package, or a field at the end of a struct ("type T").
type hook struct {
	pkg, function string
	text          string // $0, $1 … are the parameters, $r is the receiver
	why           string
}

// hooks are all of them, sorted.
func hooks() []hook {
	list := slices.Concat(table, atomics(), atomicFunctions(), syncMaps(), memory(), files(), shared(), signals())
	slices.SortFunc(list, func(a, b hook) int {
		return slices.Compare([]string{a.pkg, a.function}, []string{b.pkg, b.function})
	})
	return list
}

const flagged = "if getg().simrun == 1 "

// table is sorted by package and function.
var table = []hook{
	{"crypto/internal/sysrand", "Read", "if simOn() || simStarting() { simRead($0); return }", "crypto/rand"},
	{"internal/sync", "Mutex.Lock", "if simOn() { simMutex(simhook.Lock, $r); return }", "sync.Mutex.Lock"},
	{"internal/sync", "Mutex.TryLock", "if simOn() { return simMutex(simhook.TryLock, $r) }", "sync.Mutex.TryLock"},
	{"internal/sync", "Mutex.Unlock", "if simOn() { simMutex(simhook.Unlock, $r); return }", "sync.Mutex.Unlock"},
	{"log", "Logger.output", "if simOn() && simKept($r) { simShares(simhook.Update, &$r.prefix, \"Logger.Print\") }", "the order of lines that the program may look at"},
	{"os", "Exit", "if simOn() { simExit($0) }", "os.Exit, log.Fatal: it would end the search"},
	{"os", "File.Write", "if simSwallows($r) { return len($0), nil }; if simOn() { simFile($r, \"os.File.Write\", simhook.FileChanges) }", "what a program prints a thousand times; and os.File.Write"},
	{"os", "StartProcess", "if simOn() { simOutside(\"starts a process, which simrun cannot replay: use a fake in its place\") }", "how far it has come is no part of the program"},
	{"runtime", "AddCleanup", "if simOn() && simFinalizes() { return Cleanup{} }", "it would run between two later executions, as part of none"},
	{"runtime", "Caller", "if simOn() { return simCaller($0) }", "the simulator stands in the stacks of goroutines"},
	{"runtime", "Callers", "if simOn() && len($1) > 0 { return simCallersOf($0, $1) }", "the simulator stands in the stacks of goroutines"},
	{"runtime", "GC", flagged + "{ simCollects = true; return }", "an address stands for one object as long as an execution lasts"},
	{"runtime", "Gosched", flagged + "{ simSched(); return }", "runtime.Gosched"},
	{"runtime", "LockOSThread", flagged + "{ return }", "all goroutines of a world share one thread"},
	{"runtime", "NumGoroutine", flagged + "{ return simGoroutines() }", "the simulator has goroutines of its own"},
	{"runtime", "SetFinalizer", "if simOn() && simFinalizes() { return }", "it would run between two later executions, as part of none"},
	{"runtime", "Stack", "if simOn() { return simStack($0, $1) }", "the simulator has goroutines of its own, and stands in the stacks of the others"},
	{"runtime", "UnlockOSThread", flagged + "{ return }", "all goroutines of a world share one thread"},
	{"runtime", "Version", "return simVersion()", "the experiment that simrun asks for is none of the program's"},
	{"runtime", "block", flagged + "{ simForever() }", "select {}"},
	{"runtime", "cgocall", flagged + "{ simInC = true }", "what C does is not seen"},
	{"runtime", "cgocallbackg1", flagged + "{ simFromC = true; simSet(false); defer simSet(true) }", "Go below C cannot give way"},
	{"runtime", "chancap", flagged + "&& $0 != nil && simUnbuffered($0) { return 0 }", "cap(c) of a timer's channel"},
	{"runtime", "chanlen", flagged + "&& $0 != nil { return simLen($0) }", "len(c)"},
	{"runtime", "chanrecv1", flagged + "{ simReceive($0, $1, true); return }", "<-c"},
	{"runtime", "chanrecv2", flagged + "{ return simReceive($0, $1, true) == simhook.Done }", "v, ok := <-c"},
	{"runtime", "chansend1", flagged + "&& simSend($0, $1, true) != simhook.Real { return }", "c <- v"},
	{"runtime", "closechan", flagged + "{ simClose($0) }", "close(c)"},
	{"runtime", "corostart", "if gp := getg().coroarg.gp.ptr(); gp != nil { getg().simrun, getg().simrand, getg().simnumber = gp.simrun, ^gp.simrand, gp.simnumber }", "iter.Pull: it belongs to whoever calls next"},
	{"runtime", "gdestroy", "$0.simrun = 0", "the memory of a goroutine is used again"},
	{"runtime", "makechan", flagged + "{ return simMake($0, $1, sys.GetCallerPC()) }", "make(chan T), for its name"},
	{"runtime", "makeslice", flagged + "&& simMakes($0, $1, $2) { return simMadeSlice($0, $2) }", "make([]T, n), for what the values are known by"},
	{"runtime", "newTimer", flagged + "{ return simNewTimer($0, $1, $2, $3, $4) }", "time.NewTimer, NewTicker, AfterFunc"},
	{"runtime", "newobject", flagged + "{ return simMade(mallocgc($0.Size_, $0, true), $0) }", "new(T), for what the value is known by"},
	{"runtime", "newproc", flagged + "&& simGo($0, sys.GetCallerPC()) { return }", "go f()"},
	{"runtime", "poll_runtime_pollWait", flagged + "{ simOutside(\"waits for the network or a pipe of the system, which simrun cannot replay: use net.Pipe, io.Pipe, httptest.NewRecorder or a fake in its place\") }", "it waits for what is no part of the program"},
	{"runtime", "rand", "if flag := getg().simrun; flag != 0 || simStarting() { if flag == 1 { simDraws(getfp()) }; return simRand() }", "math/rand and the order of maps"},
	{"runtime", "randinit", "startupRand = simSeed[:]", "the order of maps is the same in each process"},
	{"runtime", "reflect_chanrecv", flagged + "{ switch simReceive($0, $2, !$1) { case simhook.Done: return true, true; case simhook.Zero: return true, false; default: return false, false } }", "reflect.Value.Recv"},
	{"runtime", "reflect_chansend", flagged + "{ switch simSend($0, $1, !$2) { case simhook.Done: return true; case simhook.Block: return false } }", "reflect.Value.Send"},
	{"runtime", "resetTimer", flagged + "{ return simResetTimer($0, $1, $2) }", "time.Timer.Reset"},
	{"runtime", "selectgo", flagged + "{ return simSelect($0, $3, $4, $5) }", "select"},
	{"runtime", "selectnbrecv", flagged + "{ switch simReceive($1, $0, false) { case simhook.Done: return true, true; case simhook.Zero: return true, false; default: return false, false } }", "select with one receive and a default"},
	{"runtime", "selectnbsend", flagged + "{ switch simSend($0, $1, false) { case simhook.Done: return true; case simhook.Block: return false } }", "select with one send and a default"},
	{"runtime", "stopTimer", flagged + "{ return simStopTimer($0) }", "time.Timer.Stop"},
	{"runtime", "synctestRun", flagged + "{ simBubble($0); return }", "testing/synctest.Test"},
	{"runtime", "synctestWait", flagged + "{ simQuiet(); return }", "testing/synctest.Wait"},
	{"runtime", "timeSleep", flagged + "{ simSleep($0); return }; simSleeps($0)", "time.Sleep"},
	{"runtime", "time_runtimeNano", flagged + "{ return simNow() }", "time.Since"},
	{"runtime", "time_runtimeNow", "if getg().simrun == 1 || simStarting() { n := simNow(); return n / 1000000000, int32(n % 1000000000), 0 }", "time.Now"},
	{"runtime", "type g", "simrun uint8; simnumber uint32; simrand uint64", "the flag of a goroutine, its number, and the state of its random numbers"},
	{"runtime", "type hchan", "simrun uint64", "the number of its model"},
	{"sync", "Cond.Broadcast", "if simOn() { simCondWake($r, true); return }", "sync.Cond.Broadcast"},
	{"sync", "Cond.Signal", "if simOn() { simCondWake($r, false); return }", "sync.Cond.Signal"},
	{"sync", "Cond.Wait", "if simOn() { simCondWait($r); return }", "sync.Cond.Wait"},
	{"sync", "Map.Range", "if simOn() { simRange($r, $0); return }", "sync.Map.Range: it calls the program"},
	{"sync", "Once.Do", "if simOn() { simOnce($r, $0); return }", "sync.Once.Do"},
	{"sync", "Pool.Get", "if simOn() { return simPoolGet($r) }", "which value it gives depends on the processor"},
	{"sync", "Pool.Put", "if simOn() { simPoolPut($r, $0); return }", "which value it gives depends on the processor"},
	{"sync", "RWMutex.Lock", "if simOn() { simRWMutex(simhook.Lock, $r); return }", "sync.RWMutex.Lock"},
	{"sync", "RWMutex.RLock", "if simOn() { simRWMutex(simhook.RLock, $r); return }", "sync.RWMutex.RLock"},
	{"sync", "RWMutex.RUnlock", "if simOn() { simRWMutex(simhook.RUnlock, $r); return }", "sync.RWMutex.RUnlock"},
	{"sync", "RWMutex.TryLock", "if simOn() { return simRWMutex(simhook.TryLock, $r) }", "sync.RWMutex.TryLock"},
	{"sync", "RWMutex.TryRLock", "if simOn() { return simRWMutex(simhook.TryRLock, $r) }", "sync.RWMutex.TryRLock"},
	{"sync", "RWMutex.Unlock", "if simOn() { simRWMutex(simhook.Unlock, $r); return }", "sync.RWMutex.Unlock"},
	{"sync", "WaitGroup.Add", "if simOn() { simAdd($r, $0); return }", "sync.WaitGroup.Add and Done"},
	{"sync", "WaitGroup.Wait", "if simOn() { simWait($r); return }", "sync.WaitGroup.Wait"},
	{"testing", "M.Run", "defer simRuns()()", "the clock that TestMain reads"},
	{"testing", "MainStart", "$1 = simTests($1)", "each test is searched"},
}
