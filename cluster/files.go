package cluster

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// The files of a search travel by their content, in one piece: what is in them is for who opens the search.

func filesOf(search string) string { return search + ".files" }

func filesDigest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// announce makes a search known, and its files before it.
func (c *Cluster) announce(ctx context.Context, s Search) error {
	if len(s.Files) > 0 {
		if _, err := c.states.PutBytes(ctx, filesOf(s.Name), s.Files); err != nil {
			return err
		}
	}
	return c.put(ctx, s)
}

// fetchFiles gets the files of a search.
func (c *Cluster) fetchFiles(ctx context.Context, s *Search) (err error) {
	if s.FilesDigest == "" {
		return nil
	}
	if s.Files, err = c.states.GetBytes(ctx, filesOf(s.Name)); err != nil {
		return fmt.Errorf("its files are not there: %w", err)
	}
	if filesDigest(s.Files) != s.FilesDigest {
		return errors.New("its files are not those that it was begun with")
	}
	return nil
}

// removeObject removes something from the store, if it is there.
func (c *Cluster) removeObject(ctx context.Context, name string) error {
	err := c.states.Delete(ctx, name)
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		return nil
	}
	return err
}
