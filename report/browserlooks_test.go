//go:build browser

package report_test

import (
	"fmt"
	"testing"

	"simrun/report"
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
