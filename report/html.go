package report

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"strings"
)

//go:embed page
var pageFiles embed.FS

// page is what the template fills in.
type page struct {
	Finding
	Title   string
	Cause   string
	Facts   string
	Text    string // for browsers without scripts
	Style   template.CSS
	Script  template.JS
	Data    template.JS
	Compare bool
}

// HTML writes a page that shows the finding step by step, beside a schedule that passes if there is one. It is one file
// that loads nothing.
func HTML(w io.Writer, f Finding) error {
	f = f.plain()
	var text bytes.Buffer
	if err := Text(&text, f, Options{}); err != nil {
		return err
	}
	data, err := json.Marshal(pageData(f)) // of plain texts; it escapes what would end a script
	if err != nil {
		return err
	}
	p := page{
		Finding: f, Title: f.Title(), Cause: plain(strings.Join(Cause(f), " ")), Facts: facts(f), Text: text.String(),
		Data: template.JS(data), Compare: f.Passing != nil,
	}
	read := func(names ...string) string {
		var b strings.Builder
		for _, name := range names {
			part, readErr := pageFiles.ReadFile("page/" + name)
			if readErr != nil {
				err = readErr
			}
			b.Write(part)
		}
		return b.String()
	}
	p.Style = template.CSS(read("style.css"))
	p.Script = template.JS("(() => {\n'use strict';\n" + read("trace.js", "overview.js", "ladder.js", "waits.js", "panel.js", "main.js") + "})();\n")
	if err != nil {
		return err
	}
	t, err := template.ParseFS(pageFiles, "page/page.html")
	if err != nil {
		return err
	}
	return t.Execute(w, p)
}
