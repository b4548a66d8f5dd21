package gotest

// signals are the functions that ask for signals, and that send them.
func signals() []hook {
	return []hook{
		{"os", "Process.Signal", "if simOn() && $r != nil { return simSignal($r.Pid, $0) }", "os.Process.Signal"},
		{"os/signal", "Ignore", "if simOn() { simForget($0, true); return }", "signal.Ignore"},
		{"os/signal", "Notify", "if simOn() && $0 != nil { simNotify($0, $1); return }", "signal.Notify: who delivers signals is no goroutine of the program"},
		{"os/signal", "Reset", "if simOn() { simForget($0, false); return }", "signal.Reset"},
		{"os/signal", "Stop", "if simOn() { simStop($0); return }", "signal.Stop"},
		{"syscall", "Kill", "if simOn() && $1 != 0 { simKill($0, int($1)); return nil }", "syscall.Kill"},
	}
}
