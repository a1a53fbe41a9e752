package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The form of `tofu providers schema -json`.
type document struct {
	Providers map[string]provider `json:"provider_schemas"`
}

type provider struct {
	Config    schema            `json:"provider"`
	Resources map[string]schema `json:"resource_schemas"`
	Data      map[string]schema `json:"data_source_schemas"`
	Ephemeral map[string]schema `json:"ephemeral_resource_schemas"`
}

type schema struct {
	Version int64 `json:"version"`
	Block   block `json:"block"`
}

type block struct {
	Attributes map[string]attribute `json:"attributes"`
	Blocks     map[string]nested    `json:"block_types"`
}

type attribute struct {
	Type      json.RawMessage `json:"type"`
	Nested    *object         `json:"nested_type"`
	Required  bool            `json:"required"`
	Optional  bool            `json:"optional"`
	Computed  bool            `json:"computed"`
	WriteOnly bool            `json:"write_only"`
}

type object struct {
	Attributes map[string]attribute `json:"attributes"`
	Mode       string               `json:"nesting_mode"`
}

type nested struct {
	Mode  string `json:"nesting_mode"`
	Block block  `json:"block"`
	Least int64  `json:"min_items"`
	Most  int64  `json:"max_items"`
}

var blockModes = map[string]tfprotov6.SchemaNestedBlockNestingMode{
	"single": tfprotov6.SchemaNestedBlockNestingModeSingle,
	"list":   tfprotov6.SchemaNestedBlockNestingModeList,
	"set":    tfprotov6.SchemaNestedBlockNestingModeSet,
	"map":    tfprotov6.SchemaNestedBlockNestingModeMap,
	"group":  tfprotov6.SchemaNestedBlockNestingModeGroup,
}

var objectModes = map[string]tfprotov6.SchemaObjectNestingMode{
	"single": tfprotov6.SchemaObjectNestingModeSingle,
	"list":   tfprotov6.SchemaObjectNestingModeList,
	"set":    tfprotov6.SchemaObjectNestingModeSet,
	"map":    tfprotov6.SchemaObjectNestingModeMap,
}

func read(path string) (document, error) {
	var found document
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &found)
	}
	if err == nil && len(found.Providers) != 1 {
		err = fmt.Errorf("%s holds %d providers instead of one", path, len(found.Providers))
	}
	return found, err
}

// types returns the types that are asked for; nil stands for all.
func types(path string) (map[string]bool, error) {
	if path == "" {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	wanted := map[string]bool{}
	for _, name := range strings.Fields(string(text)) {
		wanted[name] = true
	}
	return wanted, err
}

func (p provider) served(wanted map[string]bool) (*tfprotov6.GetProviderSchemaResponse, error) {
	config, err := p.Config.served()
	if err != nil {
		return nil, err
	}
	response := &tfprotov6.GetProviderSchemaResponse{
		Provider:                 config,
		ResourceSchemas:          map[string]*tfprotov6.Schema{},
		DataSourceSchemas:        map[string]*tfprotov6.Schema{},
		EphemeralResourceSchemas: map[string]*tfprotov6.Schema{},
		ServerCapabilities:       &tfprotov6.ServerCapabilities{},
	}
	kinds := []struct {
		from map[string]schema
		to   map[string]*tfprotov6.Schema
	}{
		{p.Resources, response.ResourceSchemas},
		{p.Data, response.DataSourceSchemas},
		{p.Ephemeral, response.EphemeralResourceSchemas},
	}
	for _, kind := range kinds {
		for name, each := range kind.from {
			if wanted != nil && !wanted[name] {
				continue
			}
			if kind.to[name], err = each.served(); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return response, nil
}

func (s schema) served() (*tfprotov6.Schema, error) {
	served, err := s.Block.served()
	return &tfprotov6.Schema{Version: s.Version, Block: served}, err
}

func (b block) served() (*tfprotov6.SchemaBlock, error) {
	attributes, err := servedAttributes(b.Attributes)
	served := &tfprotov6.SchemaBlock{Attributes: attributes}
	for name, each := range b.Blocks {
		inner, wrong := each.Block.served()
		if wrong != nil {
			err = fmt.Errorf("%s: %w", name, wrong)
		}
		served.BlockTypes = append(served.BlockTypes, &tfprotov6.SchemaNestedBlock{
			TypeName: name,
			Block:    inner,
			Nesting:  blockModes[each.Mode],
			MinItems: each.Least,
			MaxItems: each.Most,
		})
	}
	return served, err
}

func servedAttributes(found map[string]attribute) ([]*tfprotov6.SchemaAttribute, error) {
	var all []*tfprotov6.SchemaAttribute
	for name, each := range found {
		served := &tfprotov6.SchemaAttribute{
			Name:      name,
			Required:  each.Required,
			Optional:  each.Optional,
			Computed:  each.Computed,
			WriteOnly: each.WriteOnly,
		}
		var err error
		if each.Nested == nil {
			served.Type, err = tftypes.ParseJSONType(each.Type) //nolint:staticcheck // There is no other reader of this form.
		} else {
			served.NestedType = &tfprotov6.SchemaObject{Nesting: objectModes[each.Nested.Mode]}
			served.NestedType.Attributes, err = servedAttributes(each.Nested.Attributes)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, served)
	}
	return all, nil
}
