package catalog

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// An object that is made when it is first needed, with a look before the lock is taken and one after:
//
//	def get_settings():
//	    global settings
//	    if settings is None:
//	        with lock:
//	            if settings is None:
//	                new = Settings()
//	                new.load()
//	                settings = new
//	    return settings.path
//
// Two twins with a bug: one assigns the object to the global before it is loaded, so that the first look of another thread
// finds it; one does not look a second time, and makes the object twice.
func init() {
	register(doubleChecked(Entry{
		Name:     "double-checked-init",
		Summary:  "an object made when first needed: look, lock, look again",
		Expected: Expected{Note: "the object is complete before anybody can see it, and there is one"},
	}, (*settingsModule).get))
	register(doubleChecked(Entry{
		Name:    "double-checked-init-early",
		Summary: "double-checked-init that shows the object before it is loaded",
		Expected: Expected{
			Kinds: []string{"uncaught-exception"},
			Note:  "the look without the lock finds an object that is not complete",
		},
	}, (*settingsModule).getEarly))
	register(doubleChecked(Entry{
		Name:    "double-checked-init-once",
		Summary: "double-checked-init without the second look",
		Expected: Expected{
			Kinds: []string{"made-twice"},
			Note:  "who waited for the lock does not see that somebody else has made the object meanwhile",
		},
	}, (*settingsModule).getOnce))
}

func doubleChecked(e Entry, get func(m *settingsModule) string) Entry {
	e.Group = classics
	e.Params = []Param{Number("threads", 2, 1, 8, "how many need the object")}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			m, users := newSettingsModule(w), newCrew(w)
			for range v.Int("threads") {
				users.add("user", func() { get(m) })
			}
			users.run()
			if n := len(m.made); n != 1 {
				w.Fail("made-twice", "the settings were made %d times", n)
			}
		}
		return run, properties.Default()
	}
	return e
}

// settings is the class Settings; its path is set by load.
type settings struct{ path *shared.Var[string] }

// settingsModule has the globals of the module. The global settings is a number, 0 for None: an address would not be
// the same in another execution.
type settingsModule struct {
	w      *sim.World
	lock   *lock.Lock
	global *shared.Var[int]
	made   []*settings
}

func newSettingsModule(w *sim.World) *settingsModule {
	return &settingsModule{w: w, lock: lock.New(w, "lock"), global: shared.New(w, "settings", 0)}
}

// newSettings is Settings(): an object without its path. It returns its number.
func (m *settingsModule) newSettings() int {
	m.made = append(m.made, &settings{shared.New(m.w, "path", "")})
	return len(m.made)
}

// load is a call, and so a place where another thread may come between.
func (m *settingsModule) load(number int) {
	shared.Poll(m.w)
	m.made[number-1].path.Store("/etc/settings")
}

// use is the access to the attribute.
func (m *settingsModule) use() string {
	path := m.made[m.global.Load()-1].path.Load()
	if path == "" {
		panic(&sim.Exception{Type: "AttributeError", Text: "'Settings' object has no attribute 'path'"})
	}
	return path
}

func (m *settingsModule) get() string {
	if m.global.Load() == 0 {
		m.lock.With(func() {
			if m.global.Load() == 0 {
				s := m.newSettings()
				m.load(s)
				m.global.Store(s)
			}
		})
	}
	return m.use()
}

func (m *settingsModule) getEarly() string {
	if m.global.Load() == 0 {
		m.lock.With(func() {
			if m.global.Load() == 0 {
				s := m.newSettings()
				m.global.Store(s)
				m.load(s)
			}
		})
	}
	return m.use()
}

func (m *settingsModule) getOnce() string {
	if m.global.Load() == 0 {
		m.lock.With(func() {
			s := m.newSettings()
			m.load(s)
			m.global.Store(s)
		})
	}
	return m.use()
}
