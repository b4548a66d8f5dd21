package stepper

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// prompt is the line in which a word is asked for.
type prompt struct {
	label string
	input textinput.Model
	words []string                                       // that may be meant; nil if it may be any
	done  func(m *model, answer string) (tea.Cmd, error) // takes the answer, or says why it is none
}

func newPrompt(label, value string, words []string, done func(*model, string) (tea.Cmd, error)) *prompt {
	p := &prompt{label: label, input: textinput.New(), words: words, done: done}
	p.input.Prompt = ""
	p.input.SetStyles(textinput.Styles{})
	p.input.SetVirtualCursor(false) // the terminal's own shows where one writes
	p.input.ShowSuggestions = words != nil
	p.input.SetSuggestions(words)
	p.input.SetValue(value)
	p.input.Focus()
	return p
}

// update takes a key. The prompt that it is called on stays as it was.
func (p *prompt) update(msg tea.Msg) *prompt {
	next := *p
	next.input, _ = p.input.Update(msg)
	return &next
}

func (p *prompt) value() string { return strings.TrimSpace(p.input.Value()) }

// offers are the words that begin with what was typed.
func (p *prompt) offers() string {
	if p.words == nil {
		return ""
	}
	matched := p.input.MatchedSuggestions()
	if p.value() == "" {
		matched = p.words
	}
	if len(matched) == 0 {
		return "none begins so: esc gives up"
	}
	return "tab completes: " + strings.Join(matched, ", ")
}
