package cluster

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Options say how to connect. The files are those of NATS.
type Options struct {
	Token       string
	Credentials string // file with a user's JWT and key
	Authority   string // file with the certificates that sign the server's
	Certificate string // file with that of this client, with Key
	Key         string
	Lease       time.Duration     // how long a parcel stays with a worker that is not heard of; default 10 s
	Waits       bool              // a search that is directed here has all sent; else some goes on in this process, as all does if there is no worker
	Log         func(text string) // for what goes wrong meanwhile, and for what is refused; one line each
	Server      *Server           // of this process; nil for one that is reached by its address
}

// Cluster is a connection to a server with JetStream.
type Cluster struct {
	nc    *nats.Conn
	js    jetstream.JetStream
	lease time.Duration
	waits bool
	log   func(string)

	tasks, results            jetstream.Stream
	searches, owners, workers jetstream.KeyValue
	states                    jetstream.ObjectStore
}

// Connect connects to the server at an address such as nats://host:4222, and makes there what is not there yet. The error
// names the remedy.
func Connect(ctx context.Context, to string, o Options) (*Cluster, error) {
	c := &Cluster{lease: cmp.Or(o.Lease, defaultLease), waits: o.Waits, log: o.Log}
	if c.log == nil {
		c.log = func(string) {}
	}
	options := []nats.Option{
		nats.Name("simrun"), nats.MaxReconnects(-1), nats.ReconnectWait(500 * time.Millisecond), nats.Timeout(5 * time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				c.log(fmt.Sprintf("the connection to the cluster is lost (%v); it is tried again", err))
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) { c.log("connected to the cluster again") }),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // who waits for something gets the error, too
	}
	if o.Token != "" {
		options = append(options, nats.Token(o.Token))
	}
	if o.Credentials != "" {
		options = append(options, nats.UserCredentials(o.Credentials))
	}
	if err := o.readable(); err != nil {
		return nil, err
	}
	if o.Server != nil { // nothing between it and this client needs to be secret
		options = append(options, nats.InProcessServer(o.Server.s))
	} else {
		options = append(options, o.encryption()...)
	}
	var err error
	if c.nc, err = nats.Connect(to, options...); err != nil {
		return nil, refused(to, err)
	}
	if c.js, err = jetstream.New(c.nc); err == nil {
		err = c.ensure(ctx)
	}
	if err != nil {
		c.nc.Close()
		return nil, refused(to, err)
	}
	return c, nil
}

// readable is the error for a file that has not what it should: without it the server would seem not to be there.
func (o *Options) readable() error {
	if o.Authority != "" {
		data, err := os.ReadFile(o.Authority)
		if err == nil && !x509.NewCertPool().AppendCertsFromPEM(data) {
			err = errors.New("it has no certificate in PEM")
		}
		if err != nil {
			return fmt.Errorf("cannot read the certificates of --cluster-ca %s: %w", o.Authority, inner(err))
		}
	}
	if o.Certificate != "" {
		if _, err := tls.LoadX509KeyPair(o.Certificate, o.Key); err != nil {
			return fmt.Errorf("cannot read the certificate of --cluster-cert %s with the key of --cluster-key %s: %w", o.Certificate, o.Key, err)
		}
	}
	if o.Credentials != "" {
		if _, err := os.ReadFile(o.Credentials); err != nil {
			return fmt.Errorf("cannot read --cluster-creds %s: %w", o.Credentials, inner(err))
		}
	}
	return nil
}

// inner is an error without the name of the file.
func inner(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// encryption are the options of an encrypted connection.
func (o *Options) encryption() (list []nats.Option) {
	if o.Authority != "" {
		list = append(list, nats.RootCAs(o.Authority))
	}
	if o.Certificate != "" {
		list = append(list, nats.ClientCert(o.Certificate, o.Key))
	}
	return list
}

// refused says in words why there is no cluster.
func refused(url string, err error) error {
	switch {
	case errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired):
		return fmt.Errorf("the cluster %s refuses the token: name the file that has it with --cluster-token-file", url)
	case errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount), errors.Is(err, nats.ErrNoResponders):
		return fmt.Errorf("the server %s has no JetStream: start it with nats-server -js", url)
	}
	if why := err.Error(); strings.Contains(why, "tls:") || strings.Contains(why, "x509:") || errors.Is(err, nats.ErrSecureConnRequired) {
		return fmt.Errorf("no encrypted connection with the cluster %s: %v; its address begins with tls://, --cluster-ca names who signs its certificate, "+
			"and --cluster-cert and --cluster-key are for one that wants to see one", url, err)
	}
	return fmt.Errorf("no cluster at %s: %v; start a server there (simrun explore --serve has one in it)", url, err)
}

// Guarded says whether only those reach the cluster who have a token or credentials, or are on this machine.
func (c *Cluster) Guarded() bool {
	u, err := url.Parse(c.nc.ConnectedUrl())
	return c.nc.AuthRequired() || err == nil && Loopback(u.Hostname())
}

// Close ends the connection, after what was sent has arrived.
func (c *Cluster) Close() {
	if err := c.nc.FlushTimeout(2 * time.Second); err != nil && !errors.Is(err, nats.ErrConnectionClosed) {
		c.log(fmt.Sprintf("the last messages to the cluster may be lost: %v", err))
	}
	c.nc.Close()
}

// mostMessage is how many bytes a message may have: the server takes that many with what NATS adds.
func (c *Cluster) mostMessage() int64 { return c.nc.MaxPayload() - 4096 }

// ensure makes the streams and buckets that are not there.
func (c *Cluster) ensure(ctx context.Context) error {
	var err error
	within := ctx
	fill := func(f func() error) {
		if err != nil {
			return
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(within, answers)
		defer cancel()
		err = f()
	}
	fill(func() (err error) {
		c.tasks, err = c.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
			Name: taskStream, Subjects: []string{"simrun.task.>"}, Retention: jetstream.WorkQueuePolicy, Duplicates: 2 * time.Minute,
			Description: "tasks of searches of simrun, for its workers",
		})
		return err
	})
	fill(func() (err error) {
		c.results, err = c.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
			Name: resultStream, Subjects: []string{"simrun.result.>"}, Duplicates: 2 * time.Minute,
			Description: "what came of tasks of searches of simrun",
		})
		return err
	})
	fill(func() (err error) {
		c.searches, err = c.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: searchBucket, Description: "searches of simrun"})
		return err
	})
	fill(func() (err error) {
		c.owners, err = c.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: ownerBucket, TTL: ownership, Description: "who directs a search of simrun"})
		return err
	})
	fill(func() (err error) {
		c.workers, err = c.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
			Bucket: workerBucket, TTL: presence, Storage: jetstream.MemoryStorage, Description: "workers of simrun that are there",
		})
		return err
	})
	fill(func() (err error) {
		c.states, err = c.js.CreateOrUpdateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: stateBucket, Description: "where searches of simrun stand"})
		return err
	})
	return err
}

// consumer is what the workers of a program take parcels from.
func (c *Cluster) consumer(ctx context.Context, program string) (jetstream.Consumer, error) {
	return c.tasks.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable: "workers-" + program, FilterSubject: taskSubject(program, "*"), AckPolicy: jetstream.AckExplicitPolicy,
		AckWait: c.lease, MaxAckPending: 100_000, MaxWaiting: 8192, InactiveThreshold: 30 * 24 * time.Hour,
	})
}

// ProgramText is the digest of the executable of this process: who has the same one has the same programs.
var ProgramText = sync.OnceValues(func() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
})

// programOf is what the subjects call a program: short, and of this version of the messages.
func programOf(text string) string { return digest(fmt.Sprintf("%d %s", protocol, text)) }

// digest stands for a text.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
