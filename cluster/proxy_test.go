package cluster

import (
	"bufio"
	"bytes"
	"io"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// proxy stands between the processes of a search and the server, as a bad network: it delays what passes, repeats some
// messages, in both directions, and cuts connections.
type proxy struct {
	listener net.Listener
	server   string
	lifetime time.Duration // of a connection, about; 0 if none is cut
	repeats  int           // one message in so many; 0 if none
	delay    time.Duration // at most, of one chunk
	blocked  atomic.Bool   // nobody comes through
	atWork   chan struct{} // closed when some results of tasks have come by

	mu                       sync.Mutex
	r                        *rand.Rand
	open                     map[net.Conn]bool
	cuts, repeated, deferred atomic.Int64
	results                  atomic.Int64
}

// someResults are as many as come by when a search has had its first turns, and long before it ends.
const someResults = 8

func newProxy(t *testing.T, seed uint64, server string) *proxy {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, server: server, r: rand.New(rand.NewPCG(seed, 1)), open: map[net.Conn]bool{}, atWork: make(chan struct{})}
	t.Cleanup(p.close)
	return p
}

func (p *proxy) serve() {
	for {
		c, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.pass(c)
	}
}

func (p *proxy) close() {
	p.listener.Close()
	p.cutAll()
}

// cutAll ends all connections.
func (p *proxy) cutAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.open {
		c.Close()
	}
}

// draw is a number below n.
func (p *proxy) draw(n int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.r.IntN(n)
}

// pass passes a connection on.
func (p *proxy) pass(client net.Conn) {
	defer client.Close()
	if p.blocked.Load() {
		return
	}
	server, err := net.Dial("tcp", p.server)
	if err != nil {
		return
	}
	defer server.Close()
	p.mu.Lock()
	p.open[client], p.open[server] = true, true
	p.mu.Unlock()
	if p.lifetime > 0 {
		cut := time.AfterFunc(time.Duration(p.draw(int(2*p.lifetime))), func() {
			p.cuts.Add(1)
			client.Close()
			server.Close()
		})
		defer cut.Stop()
	}
	var both sync.WaitGroup
	both.Go(func() { p.frames(server, client); server.Close() })
	both.Go(func() { p.frames(client, server); client.Close() })
	both.Wait()
	p.mu.Lock()
	delete(p.open, client)
	delete(p.open, server)
	p.mu.Unlock()
}

// frames passes on what NATS sends: lines, some of which have so many bytes behind them as their last word says.
func (p *proxy) frames(to io.Writer, from io.Reader) {
	in := bufio.NewReaderSize(from, 1<<16)
	for {
		frame, err := in.ReadBytes('\n')
		words := bytes.Fields(frame)
		message := len(words) > 2 && (bytes.EqualFold(words[0], []byte("PUB")) || bytes.EqualFold(words[0], []byte("HPUB")) ||
			bytes.EqualFold(words[0], []byte("MSG")) || bytes.EqualFold(words[0], []byte("HMSG")))
		if message && err == nil {
			var n int
			if n, err = strconv.Atoi(string(words[len(words)-1])); err == nil {
				body := make([]byte, n+2)
				_, err = io.ReadFull(in, body)
				frame = append(frame, body...)
			}
		}
		if message && bytes.HasPrefix(words[1], []byte("simrun.result.")) && p.results.Add(1) == someResults {
			close(p.atWork)
		}
		if p.delay > 0 && p.draw(4) == 0 {
			p.deferred.Add(1)
			time.Sleep(time.Duration(p.draw(int(p.delay))))
		}
		if message && p.repeats > 0 && p.draw(p.repeats) == 0 {
			p.repeated.Add(1)
			frame = append(frame, frame...)
		}
		if _, wrong := to.Write(frame); err != nil || wrong != nil {
			return
		}
	}
}
