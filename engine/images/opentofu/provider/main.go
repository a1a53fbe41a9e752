// A provider that knows its schema and no cloud. It serves the file schema.json that
// lies beside it, so that names, types and required arguments are checked without a
// network and without an account. What it is asked to make it makes up.
package main

import (
	"log"
	"os"
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// Names a file with the types to serve, one a line; unset, all are served. Who asks
// for the schema of a large provider would otherwise wait for that alone.
const typesVariable = "STAND_IN_TYPES"

func main() {
	program, err := os.Executable()
	stopOn(err)
	document, err := read(filepath.Join(filepath.Dir(program), "schema.json"))
	stopOn(err)
	wanted, err := types(os.Getenv(typesVariable))
	stopOn(err)
	for address, schema := range document.Providers {
		served, err := schema.served(wanted)
		stopOn(err)
		stopOn(tf6server.Serve(address, func() tfprotov6.ProviderServer {
			return &server{schema: served}
		}))
	}
}

func stopOn(err error) {
	if err != nil {
		log.Fatalf("could not stand in for a provider: %v", err)
	}
}
