//go:build browser

package report_test

import (
	"fmt"
	"strings"
	"testing"

	"simrun/models/queue"
	"simrun/report"
	"simrun/sim"
)

// TestPageLooks takes pictures at both widths and in both themes, and checks what a program can see of them.
func TestPageLooks(t *testing.T) {
	b := startBrowser(t)
	pages := []struct {
		name string
		f    report.Finding
	}{{"hang", hang()}, {"cycle", cycle()}, {"compared", compared()}, {"crowd", crowd()}, {"long", long()}, {"pool", pool()}}
	for _, p := range pages {
		file := pageFile(t, p.f)
		for _, width := range []int{1280, 400} {
			background := map[string]any{}
			for _, theme := range []string{"light", "dark"} {
				b.open(file, width, 900, theme)
				b.screenshot(fmt.Sprintf("%s-%d-%s", p.name, width, theme), width == 400)
				if over := b.eval(`document.documentElement.scrollWidth - innerWidth`); over.(float64) > 0 {
					t.Errorf("%s at %d: the page is %v pixels too wide", p.name, width, over)
				}
				background[theme] = b.eval(`getComputedStyle(document.body).backgroundColor`)
			}
			if background["light"] == background["dark"] {
				t.Errorf("%s at %d: both themes look the same", p.name, width)
			}
			b.eval(`document.querySelector('#theme').click()`)
			if got := b.eval(`getComputedStyle(document.body).backgroundColor`); got != background["light"] {
				t.Errorf("the button does not change the theme: %v", got)
			}
		}
		for _, c := range b.complaints() {
			t.Error(c)
		}
	}
}

// TestPageCanBeUsedWithoutSight looks for names of what can be operated.
func TestPageCanBeUsedWithoutSight(t *testing.T) {
	b := startBrowser(t)
	for _, theme := range []string{"light", "dark"} {
		b.open(pageFile(t, compared()), 1280, 900, theme)
		checkWithoutSight(t, b)
	}
}

func checkWithoutSight(t *testing.T, b *browser) {
	t.Helper()
	unnamed := b.eval(`[...document.querySelectorAll('button, input, select, [tabindex], [role=img], aside')].filter(e =>
		!(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length))).map(e => e.outerHTML).join('\n')`)
	if unnamed != "" {
		t.Errorf("without a name:\n%s", unnamed)
	}
	low := b.eval(`(() => {
		const rgb = s => s.match(/[\d.]+/g).map(Number), lum = c => { const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
		const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
		return [...document.querySelectorAll('body *')].filter(e => !e.closest('svg, noscript, script, style, .hidden') && !e.disabled && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).filter(e => {
			const a = lum(rgb(getComputedStyle(e).color).slice(0, 3)), b = lum(ground(e));
			return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5;
		}).map(e => e.outerHTML.slice(0, 120)).join('\n');
	})()`)
	if low != "" {
		t.Errorf("low contrast:\n%s", low)
	}
}

// TestPageKeepsTheHeading: threads whose names begin alike can be told apart where these are too long, and the numbers of the steps
// stay where the columns are wider than the window.
func TestPageKeepsTheHeading(t *testing.T) {
	b := startBrowser(t)
	b.open(pageFile(t, find(report.Finding{Scenario: "alike", Kind: "deadlock"}, func(w *sim.World) {
		q := queue.New(w, "numbers", 1)
		for i := range 12 {
			w.Spawn(fmt.Sprint("a worker with a long name ", i), func() { q.Put(1) })
		}
	})), 800, 900, "light")
	shown := b.eval(`(() => { const right = document.querySelector('.ladder').getBoundingClientRect().right;
		return [...document.querySelectorAll('.lanehead .kept')].filter(e => e.getBoundingClientRect().right < right).map(e => e.textContent).join() })()`)
	if got := fmt.Sprint(shown); !strings.HasPrefix(got, "name 0,name 1,name 2,") {
		t.Errorf("the heading shows the ends %q", got)
	}
	b.eval(`document.querySelector('.ladder').scrollLeft = 400`)
	b.frame()
	if rows := b.eval(`new Set([...document.querySelectorAll('.lanehead .cell')].map(e => e.getBoundingClientRect().top)).size`); rows != 1.0 {
		t.Errorf("the heading has %v rows", rows)
	}
	at := `document.querySelector('.row[aria-selected=true] .step').getBoundingClientRect().left - document.querySelector('.ladder').getBoundingClientRect().left`
	if x := b.eval(at); x.(float64) < 0 || x.(float64) > 5 {
		t.Errorf("the number of the step is %v pixels from the left", x)
	}
}
