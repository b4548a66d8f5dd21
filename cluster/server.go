package cluster

import (
	"crypto/rand"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Server is a NATS server with JetStream in this process.
type Server struct {
	s *server.Server
}

// mostPayload is the largest message that it takes.
const mostPayload = 8 << 20

// ServerOptions say who may connect to a server.
type ServerOptions struct {
	Token       string // empty: anybody who reaches the address
	Certificate string // file with that of the server, by which connections are encrypted; with Key
	Key         string
	Authority   string // file with the certificates that sign those of the clients; empty: these need none
}

// Serve starts a server at an address, such as 127.0.0.1:4222, that keeps what it has in a directory. An address that is not
// of this machine only needs a token, or an authority. Each client that it refuses is a line of the log.
func Serve(address string, o ServerOptions, dir string, log func(text string)) (*Server, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("the address to serve at is written HOST:PORT, as in 127.0.0.1:4222, and not %q", address)
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < 1 || n > 65535 {
		return nil, fmt.Errorf("the port of %q is no number from 1 to 65535", address)
	}
	if o.Token == "" && o.Authority == "" && !Loopback(host) {
		return nil, fmt.Errorf("who reaches %s can carry out code of this search: it needs a token", address)
	}
	// The server itself ends the process where it cannot listen.
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot serve at %s: %v; name another port, or join the cluster that is there with --cluster", address, err)
	}
	l.Close()
	options := &server.Options{
		ServerName: "simrun-" + strings.ToLower(rand.Text()[:8]), Host: host, Port: n, JetStream: true, StoreDir: dir, Authorization: o.Token,
		MaxPayload: mostPayload, NoSigs: true, DisableJetStreamBanner: true,
	}
	if o.Certificate != "" {
		options.TLSConfig, err = server.GenTLSConfig(&server.TLSConfigOpts{CertFile: o.Certificate, KeyFile: o.Key, CaFile: o.Authority, Verify: o.Authority != ""})
		if err != nil {
			return nil, fmt.Errorf("cannot serve with the certificate %s: %v", o.Certificate, err)
		}
		options.TLS, options.TLSTimeout = true, 5
	}
	s, err := server.NewServer(options)
	if err != nil {
		return nil, fmt.Errorf("cannot serve at %s: %v", address, err)
	}
	lines := &serverLog{log: log}
	s.SetLoggerV2(lines, false, false, false)
	s.Start()
	if !s.ReadyForConnections(15 * time.Second) {
		s.Shutdown()
		why, _ := lines.fatal.Load().(string)
		return nil, fmt.Errorf("cannot serve at %s: it does not get ready; %s", address, why)
	}
	return &Server{s}, nil
}

// Loopback says whether only this machine reaches a host.
func Loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// NewToken makes a token for a server.
func NewToken() string { return strings.ToLower(rand.Text()) }

// Close ends the server. What it keeps stays.
func (s *Server) Close() {
	s.s.Shutdown()
	s.s.WaitForShutdown()
}

// serverLog takes what the server says, and hands on what went wrong.
type serverLog struct {
	log   func(string)
	fatal atomic.Value
}

func (l *serverLog) Noticef(string, ...any) {}
func (l *serverLog) Warnf(string, ...any)   {}
func (l *serverLog) Debugf(string, ...any)  {}
func (l *serverLog) Tracef(string, ...any)  {}

func (l *serverLog) Errorf(format string, v ...any) {
	l.log("server: " + oneLine(fmt.Sprintf(format, v...)))
}

func (l *serverLog) Fatalf(format string, v ...any) {
	l.fatal.Store(oneLine(fmt.Sprintf(format, v...)))
	l.Errorf(format, v...)
}

// oneLine makes one line of a text that may have come from outside, and not a long one.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 200 {
		text = string(r[:199]) + "…"
	}
	return text
}
