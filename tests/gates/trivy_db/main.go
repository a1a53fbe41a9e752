// Command trivy_db writes a database for Trivy from a document: a name with
// slashes is a path of buckets, and what is below it are keys and their values.
package main

import (
	"encoding/json"
	"log"
	"maps"
	"os"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

type buckets map[string]map[string]json.RawMessage

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: trivy_db DOCUMENT DATABASE")
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		log.Fatalf("could not write '%s': %v; correct '%s'", os.Args[2], err, os.Args[1])
	}
}

func write(document, database string) error {
	text, err := os.ReadFile(document)
	if err != nil {
		return err
	}
	var content buckets
	if err := json.Unmarshal(text, &content); err != nil {
		return err
	}
	db, err := bbolt.Open(database, 0o644, nil)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Update(func(tx *bbolt.Tx) error { return fill(tx, content) })
}

// In order, so that one document makes one database, byte for byte.
func fill(tx *bbolt.Tx, content buckets) error {
	for _, path := range slices.Sorted(maps.Keys(content)) {
		bucket, err := open(tx, strings.Split(path, "/"))
		if err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(content[path])) {
			if err := bucket.Put([]byte(key), content[path][key]); err != nil {
				return err
			}
		}
	}
	return nil
}

func open(tx *bbolt.Tx, path []string) (*bbolt.Bucket, error) {
	bucket, err := tx.CreateBucketIfNotExists([]byte(path[0]))
	for _, name := range path[1:] {
		if err != nil {
			return nil, err
		}
		bucket, err = bucket.CreateBucketIfNotExists([]byte(name))
	}
	return bucket, err
}
