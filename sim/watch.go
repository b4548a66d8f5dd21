package sim

// OnStep has f called at the end of each step of this execution, forced ones included. It sees the world as the step
// left it, and may call FailWith; it carries out no operation. The step is valid during the call.
func (w *World) OnStep(f func(s *Step)) {
	w.atStep = append(w.atStep, f)
	if !w.watched && w.step.Thread != nil {
		w.describeStep()
		w.step.Index-- // the step has begun
	}
	w.watched = true
}

// WatchedBy has each write of the object count as a write of the watcher too. So the writes of all objects that one
// watcher watches depend on each other: a search tries every order of them, and what can be seen of their states
// together is the same in all executions with the same trace.
func (o *Object) WatchedBy(watcher *Object) { o.watchers = append(o.watchers, watcher) }

// FailWith records a failure and ends the execution at the end of the step that is under way. Unlike Fail it may be
// called from OnStep, and leaves it to the caller to say where the failure is.
func (w *World) FailWith(f Failure) {
	if w.killing {
		return
	}
	w.failures = append(w.failures, f)
	w.step.Exits = true
	if w.end == 0 {
		w.end = Failing
	}
}

// touchWatchers is the part of a write that its watchers see.
func (w *World) touchWatchers(o *Object) {
	for _, watcher := range o.watchers {
		w.touch(watcher, true)
	}
}

// End says how the execution ends; it is 0 while it goes on.
func (w *World) End() End { return w.end }
