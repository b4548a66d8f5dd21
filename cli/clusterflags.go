package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"simrun/cluster"
)

// defaultServe is where an embedded server listens: this machine only reaches it.
const defaultServe = "127.0.0.1:4222"

// access are the flags that say how a cluster is reached.
type access struct {
	tokenFile, credentials, authority string
	certificate, key                  string
	served                            string // token of a server in this process
}

func (x *access) addTo(c *cobra.Command) {
	f := c.Flags()
	f.Var(textValue{&x.tokenFile, nameFile}, "cluster-token-file", "file with the token of the cluster")
	f.Var(textValue{&x.credentials, nameFile}, "cluster-creds", "file with credentials of NATS (a user's JWT and key)")
	f.Var(textValue{&x.authority, nameFile}, "cluster-ca", "file with the certificates that sign those of the other side")
	f.Var(textValue{&x.certificate, nameFile}, "cluster-cert", "file with the certificate of this side, for TLS")
	f.Var(textValue{&x.key, nameFile}, "cluster-key", "file with the key of that")
}

// given says whether one of them is.
func (x *access) given() bool { return *x != access{} }

// token is what the file has.
func (x *access) token() (string, error) {
	if x.tokenFile == "" {
		return x.served, nil
	}
	data, err := os.ReadFile(x.tokenFile)
	if err != nil {
		return "", usagef("--cluster-token-file %s cannot be read: %v", x.tokenFile, errors.Unwrap(err))
	}
	text := strings.TrimSpace(string(data))
	if text == "" || strings.ContainsAny(text, " \t\r\n") || len(text) > 256 {
		return "", usagef("--cluster-token-file %s has no token: one word is wanted", x.tokenFile)
	}
	return text, nil
}

// address is that of a server of NATS.
type address string

func (v *address) String() string { return string(*v) }
func (v *address) Type() string   { return "URL" }
func (v *address) Set(text string) error {
	for _, each := range strings.Split(text, ",") { // of one cluster of NATS
		u, err := url.Parse(each)
		if err != nil || u.Host == "" || u.Scheme != "nats" && u.Scheme != "tls" && u.Scheme != "ws" && u.Scheme != "wss" {
			return errors.New("want an address such as nats://host:4222")
		}
	}
	*v = address(text)
	return nil
}

// check is the error for files that are not there.
func (x *access) check() error {
	for _, name := range []string{x.credentials, x.authority, x.certificate, x.key} {
		if _, err := os.Stat(name); name != "" && err != nil {
			return usagef("%s cannot be read: %v", name, errors.Unwrap(err))
		}
	}
	if (x.certificate == "") != (x.key == "") {
		return usagef("--cluster-cert and --cluster-key go together")
	}
	return nil
}

// connect connects to a cluster. What goes wrong later, and what is refused, are lines on stderr.
func (a *app) connect(ctx context.Context, to string, x *access, server *cluster.Server) (*cluster.Cluster, error) {
	token, err := x.token()
	if err != nil {
		return nil, err
	}
	if err := x.check(); err != nil {
		return nil, err
	}
	c, err := cluster.Connect(ctx, to, cluster.Options{
		Token: token, Credentials: x.credentials, Authority: x.authority, Certificate: x.certificate, Key: x.key, Server: server, Waits: a.sends, Log: a.logLine,
	})
	if err != nil {
		return nil, usagef("%v", err)
	}
	return c, nil
}

// logLine writes what happens meanwhile to stderr.
func (a *app) logLine(text string) { fmt.Fprintf(a.stderr, "%s: %s\n", a.name, text) }

// served is a server in this process.
type served struct {
	server *cluster.Server
	to     string // how this process reaches it
	token  string // empty if it wants none
	said   string // how others reach it, to be said when there is something to work for
}

// serve starts a server. Its address may be reached by others with the token, which is made if there is none.
func (a *app) serve(at string, x *access) (*served, error) {
	token, err := x.token()
	if err == nil {
		err = x.check()
	}
	if err == nil && x.authority != "" && x.certificate == "" {
		err = usagef("--cluster-ca with --serve says whose certificates clients need: that takes --cluster-cert and --cluster-key of the server")
	}
	if err != nil {
		return nil, err
	}
	host := at[:max(strings.LastIndexByte(at, ':'), 0)]
	made := token == "" && x.authority == "" && !cluster.Loopback(strings.Trim(host, "[]"))
	if made {
		token = cluster.NewToken()
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, usagef("there is no folder for what the server keeps: %v; set XDG_CACHE_HOME", err)
	}
	dir := filepath.Join(cache, "simrun", "cluster", at[strings.LastIndexByte(at, ':')+1:])
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, usagef("what the server keeps cannot be written: %v; set XDG_CACHE_HOME", err)
	}
	s, err := cluster.Serve(at, cluster.ServerOptions{Token: token, Certificate: x.certificate, Key: x.key, Authority: x.authority}, dir, a.logLine)
	if err != nil {
		return nil, usagef("%v", err)
	}
	v := &served{server: s, to: "nats://" + at, token: token, said: "serving at " + x.scheme() + at}
	if made {
		v.said += " with the token " + token + "; on other machines, with the token in FILE: " + a.howToCome(at, x, token)
	} else {
		v.said += "; workers come with: " + a.howToCome(at, x, token)
	}
	return v, nil
}

// scheme is that of the address of a server, for others.
func (x *access) scheme() string {
	if x.certificate != "" {
		return "tls://"
	}
	return "nats://"
}

// howToCome is the command of a worker for a server in this process.
func (a *app) howToCome(at string, x *access, token string) string {
	if host, port, err := net.SplitHostPort(at); err == nil && (host == "" || net.ParseIP(host).IsUnspecified()) {
		at = "HOST:" + port // it listens at all addresses of this machine, and which one others know is not known here
	}
	how := a.self + " worker " + x.scheme() + at
	if token != "" {
		how += " --cluster-token-file FILE"
	}
	if x.certificate != "" {
		how += " --cluster-ca FILE"
	}
	if x.authority != "" {
		how += " --cluster-cert FILE --cluster-key FILE"
	}
	return how
}
