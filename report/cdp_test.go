//go:build browser

package report_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// browser is a headless Chromium that is driven over a pipe by the DevTools protocol.
// https://chromedevtools.github.io/devtools-protocol/
type browser struct {
	t       *testing.T
	in      *os.File
	replies chan cdpMessage
	next    int
	session string
	events  []cdpMessage // since the page was opened
}

type cdpMessage struct {
	ID     int             `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
	Session string `json:"sessionId,omitempty"`
}

// startBrowser needs a Chromium: with this build tag, having none is a failure.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if path, err = exec.LookPath("chromium-browser"); err != nil {
			t.Fatal("no chromium: install it, or leave the build tag browser out")
		}
	}
	toRead, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, toWrite, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars", "--disable-dev-shm-usage",
		"--user-data-dir="+t.TempDir(), "--remote-debugging-pipe", "about:blank")
	cmd.ExtraFiles = []*os.File{toRead, toWrite} // become descriptors 3 and 4
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	toRead.Close()
	toWrite.Close()
	b := &browser{t: t, in: in, replies: make(chan cdpMessage, 1000)}
	go b.read(out)
	t.Cleanup(func() {
		in.Close() // Chromium ends when its pipe does
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			cmd.Process.Kill()
			<-done
		}
	})
	b.attach()
	return b
}

func (b *browser) read(out *os.File) {
	defer close(b.replies)
	r := bufio.NewReaderSize(out, 1<<20)
	for {
		text, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var m cdpMessage
		if json.Unmarshal(bytes.TrimSuffix(text, []byte{0}), &m) == nil {
			b.replies <- m
		}
	}
}

// call sends a command and returns its result; events that come meanwhile are kept.
func (b *browser) call(method string, params any, result any) {
	b.t.Helper()
	b.next++
	p, err := json.Marshal(params)
	if err != nil {
		b.t.Fatal(err)
	}
	text, err := json.Marshal(cdpMessage{ID: b.next, Method: method, Params: p, Session: b.session})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(text, 0)); err != nil {
		b.t.Fatal(err)
	}
	m := b.receive(method)
	for ; m.ID != b.next; m = b.receive(method) {
		b.events = append(b.events, m)
	}
	if m.Error != nil {
		b.t.Fatalf("%s: %s", method, m.Error.Message)
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			b.t.Fatal(err)
		}
	}
}

// receive is the next message of the browser.
func (b *browser) receive(during string) cdpMessage {
	b.t.Helper()
	select {
	case m, ok := <-b.replies:
		if !ok {
			b.t.Fatalf("the browser ended during %s", during)
		}
		return m
	case <-time.After(60 * time.Second):
		b.t.Fatalf("no message during %s within a minute", during)
	}
	panic("unreachable")
}

type object map[string]any

// attach opens a tab.
func (b *browser) attach() {
	var target struct{ TargetID string }
	b.call("Target.createTarget", object{"url": "about:blank"}, &target)
	var session struct{ SessionID string }
	b.call("Target.attachToTarget", object{"targetId": target.TargetID, "flatten": true}, &session)
	b.session = session.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		b.call(domain+".enable", object{}, nil)
	}
	b.call("Page.setLifecycleEventsEnabled", object{"enabled": true}, nil)
	b.call("Network.emulateNetworkConditions", object{"offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}, nil)
}

// open loads a page from a file at a width, in a theme, and waits until its script has run.
func (b *browser) open(file string, width, height int, theme string) (loaded time.Duration) {
	b.t.Helper()
	b.events = nil
	b.call("Emulation.setDeviceMetricsOverride", object{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}, nil)
	b.call("Emulation.setEmulatedMedia", object{"features": []object{{"name": "prefers-color-scheme", "value": theme}}}, nil)
	path, err := filepath.Abs(file)
	if err != nil {
		b.t.Fatal(err)
	}
	start := time.Now()
	var r struct{ LoaderID string }
	b.call("Page.navigate", object{"url": "file://" + path}, &r)
	b.loaded(r.LoaderID)
	b.frame()
	return time.Since(start)
}

// loaded waits until the browser says that a page has been loaded.
func (b *browser) loaded(loader string) {
	b.t.Helper()
	for i := 0; ; i++ {
		if i == len(b.events) {
			b.events = append(b.events, b.receive("loading a page"))
		}
		var p struct{ Name, LoaderID string }
		if m := b.events[i]; m.Method == "Page.lifecycleEvent" && json.Unmarshal(m.Params, &p) == nil &&
			p.Name == "load" && p.LoaderID == loader {
			return
		}
	}
}

// frame waits until the page has drawn.
func (b *browser) frame() {
	b.t.Helper()
	b.eval(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))`)
}

// eval is the value of an expression in the page.
func (b *browser) eval(expression string) any {
	b.t.Helper()
	var r struct {
		Result           struct{ Value any }
		ExceptionDetails *struct{ Exception struct{ Description string } }
	}
	b.call("Runtime.evaluate", object{"expression": expression, "awaitPromise": true, "returnByValue": true}, &r)
	if r.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", expression, r.ExceptionDetails.Exception.Description)
	}
	return r.Result.Value
}

// key presses a key as a person would.
func (b *browser) key(name string, shift bool) {
	b.t.Helper()
	codes := map[string]int{"ArrowLeft": 37, "ArrowRight": 39, "Home": 36, "End": 35, "ArrowUp": 38, "ArrowDown": 40, "Tab": 9, "PageDown": 34}
	modifiers := 0
	if shift {
		modifiers = 8
	}
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", object{"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": codes[name], "modifiers": modifiers}, nil)
	}
	b.frame()
}

// complaints are the errors of the console, the exceptions of scripts, and the requests for anything but the file.
func (b *browser) complaints() []string {
	b.frame()
	var out []string
	for _, m := range b.events {
		switch m.Method {
		case "Runtime.exceptionThrown", "Log.entryAdded":
			out = append(out, string(m.Params))
		case "Runtime.consoleAPICalled":
			var p struct{ Type string }
			if json.Unmarshal(m.Params, &p); p.Type == "error" || p.Type == "warning" || p.Type == "assert" {
				out = append(out, string(m.Params))
			}
		case "Network.requestWillBeSent":
			var p struct{ Request struct{ URL string } }
			if json.Unmarshal(m.Params, &p); !bytes.HasPrefix([]byte(p.Request.URL), []byte("file:")) && !bytes.HasPrefix([]byte(p.Request.URL), []byte("data:")) {
				out = append(out, "request: "+p.Request.URL)
			}
		}
	}
	return out
}

// screenshot writes a picture of the page into the folder that SIMRUN_SCREENSHOTS names, for a person to look at.
func (b *browser) screenshot(name string, whole bool) {
	b.t.Helper()
	var shot struct{ Data string }
	b.call("Page.captureScreenshot", object{"format": "png", "captureBeyondViewport": whole}, &shot)
	png, err := base64.StdEncoding.DecodeString(shot.Data)
	if err != nil || len(png) < 5000 {
		b.t.Errorf("%s: an empty picture (%d bytes, %v)", name, len(png), err)
	}
	if dir := os.Getenv("SIMRUN_SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o666); err != nil {
			b.t.Error(err)
		}
	}
}

// text is what a person reads in an element.
func (b *browser) text(selector string) string {
	b.t.Helper()
	return fmt.Sprint(b.eval(fmt.Sprintf(`document.querySelector(%q).textContent`, selector)))
}
