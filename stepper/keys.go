package stepper

import "charm.land/bubbles/v2/key"

// keyMap are the keys, in the order in which help lists them.
type keyMap struct {
	done, take, choice, up, down, forward, back, jump, first, last, finish, strategy, token, write, help, quit, suspend, cancel key.Binding
}

var keys = keyMap{
	done:     binding("enter", "answer", "enter", "ctrl+j"), // the latter is an enter that was typed before the program began
	take:     binding("enter", "go on", "enter", "ctrl+j", "space"),
	choice:   binding("c", "to a choice", "c"),
	up:       binding("↑/k", "choose", "up", "k"),
	down:     binding("↓/j", "choose", "down", "j"),
	back:     binding("b/←", "back", "b", "left", "backspace"),
	forward:  binding("n/→", "forward", "n", "right"),
	jump:     binding("g", "to a step", "g"),
	first:    binding("home", "to the start", "home"),
	last:     binding("end", "to the last", "end"),
	finish:   binding("r", "to the end", "r"),
	strategy: binding("s", "strategy", "s", "R"),
	token:    binding("t", "token", "t"),
	write:    binding("w", "write token", "w"),
	help:     binding("?", "keys", "?"),
	quit:     binding("q", "quit", "q", "ctrl+c"),
	suspend:  binding("ctrl+z", "suspend", "ctrl+z"),
	cancel:   binding("esc", "close, stop", "esc"),
}

func binding(shown, help string, typed ...string) key.Binding {
	return key.NewBinding(key.WithKeys(typed...), key.WithHelp(shown, help))
}

// short are the keys of the last line, the most needed first: a narrow terminal leaves out the others.
func (k keyMap) short() []key.Binding {
	short := func(b key.Binding, shown, help string) key.Binding {
		b.SetHelp(shown, help)
		return b
	}
	return []key.Binding{
		k.help, k.quit, k.take, short(k.down, "↑↓", "choose"), short(k.choice, "c", "on to choice"), short(k.back, "b", "back"), short(k.forward, "n", "forward"),
		short(k.jump, "g", "jump"), short(k.finish, "r", "run"), k.strategy, k.token, k.write,
	}
}

// all are the keys.
func (k keyMap) all() []key.Binding {
	return []key.Binding{k.take, k.choice, k.up, k.down, k.back, k.forward, k.jump, k.first, k.last, k.finish, k.strategy, k.token, k.write,
		k.cancel, k.suspend, k.quit, k.help}
}
