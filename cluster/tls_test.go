package cluster

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certified writes a certificate for 127.0.0.1 and its key, signed by itself.
func certified(t *testing.T, name string) (certificate, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, k.Public(), k)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	certificate, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	for file, block := range map[string]*pem.Block{certificate: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certificate, key
}

// TestTLS: a server with a certificate is reached by those who know it, and who show one that it knows if it says so.
func TestTLS(t *testing.T) {
	log := &lines{}
	serverCert, serverKey := certified(t, "server")
	clientCert, clientKey := certified(t, "client")
	address := freeAddress(t)
	s, err := Serve(address, ServerOptions{Token: "secret", Certificate: serverCert, Key: serverKey, Authority: clientCert}, t.TempDir(), log.log)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	good := Options{Token: "secret", Authority: serverCert, Certificate: clientCert, Key: clientKey}
	connected(t, "tls://"+address, good)
	here := good
	here.Server = s
	connected(t, "nats://"+address, here) // in this process
	for what, spoil := range map[string]func(*Options){
		"no certificate":           func(o *Options) { o.Certificate, o.Key = "", "" },
		"one that is not known":    func(o *Options) { o.Certificate, o.Key = serverCert, serverKey },
		"a server that is unknown": func(o *Options) { o.Authority = clientCert },
		"no token":                 func(o *Options) { o.Token = "" },
	} {
		o := good
		spoil(&o)
		if _, err := Connect(context.Background(), "tls://"+address, o); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("with %s: %v", what, err)
		}
	}
	if _, err := Serve(freeAddress(t), ServerOptions{Certificate: serverCert, Key: clientKey}, t.TempDir(), log.log); err == nil {
		t.Error("with the key of another certificate")
	}
}
