package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// How many made-up items a list of plain values has: as many as there are zones in
// most regions, which is what such lists are mostly of.
const items = 3

// at returns the attribute that a path leads to; nil inside one, or of a block.
func at(block *tfprotov6.SchemaBlock, path *tftypes.AttributePath) *tfprotov6.SchemaAttribute {
	var names []string
	for _, step := range path.Steps() {
		if name, ok := step.(tftypes.AttributeName); ok {
			names = append(names, string(name))
		}
	}
	if steps := path.Steps(); len(steps) == 0 {
		return nil
	} else if _, ok := steps[len(steps)-1].(tftypes.AttributeName); !ok {
		return nil
	}
	return inBlock(block, names)
}

func inBlock(block *tfprotov6.SchemaBlock, names []string) *tfprotov6.SchemaAttribute {
	for _, inner := range block.BlockTypes {
		if inner.TypeName == names[0] && len(names) > 1 {
			return inBlock(inner.Block, names[1:])
		}
	}
	return inAttributes(block.Attributes, names)
}

func inAttributes(all []*tfprotov6.SchemaAttribute, names []string) *tfprotov6.SchemaAttribute {
	for _, each := range all {
		switch {
		case each.Name != names[0]:
		case len(names) == 1:
			return each
		case each.NestedType != nil:
			return inAttributes(each.NestedType.Attributes, names[1:])
		}
	}
	return nil
}

// planned leaves open what only the cloud knows, and keeps nothing write-only.
func planned(schema *tfprotov6.Schema, proposed tftypes.Value, isNew bool) (tftypes.Value, error) {
	return tftypes.Transform(proposed, func(path *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		attribute := at(schema.Block, path)
		switch {
		case attribute == nil:
			return value, nil
		case attribute.WriteOnly:
			return tftypes.NewValue(value.Type(), nil), nil
		case isNew && attribute.Computed && value.IsNull():
			return tftypes.NewValue(value.Type(), tftypes.UnknownValue), nil
		}
		return value, nil
	})
}

// answered makes up what is open, and, where *read*, what only the cloud would tell.
func answered(name string, schema *tfprotov6.Schema, given tftypes.Value, read bool) (tftypes.Value, error) {
	return tftypes.Transform(given, func(path *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		attribute := at(schema.Block, path)
		told := read && attribute != nil && attribute.Computed && value.IsNull()
		if told || !value.IsKnown() {
			return madeUp(name+"."+path.String(), value.Type()), nil
		}
		return value, nil
	})
}

// madeUp returns a value that nobody takes for a real one, the same each time.
func madeUp(name string, kind tftypes.Type) tftypes.Value {
	switch kind := kind.(type) {
	case tftypes.List:
		return tftypes.NewValue(kind, several(name, kind.ElementType))
	case tftypes.Set:
		return tftypes.NewValue(kind, several(name, kind.ElementType))
	case tftypes.Map:
		return tftypes.NewValue(kind, map[string]tftypes.Value{})
	case tftypes.Object:
		members := map[string]tftypes.Value{}
		for member, inner := range kind.AttributeTypes {
			members[member] = madeUp(name+"."+member, inner)
		}
		return tftypes.NewValue(kind, members)
	}
	switch {
	case kind.Is(tftypes.String):
		return tftypes.NewValue(kind, word(name))
	case kind.Is(tftypes.Number):
		return tftypes.NewValue(kind, 1)
	case kind.Is(tftypes.Bool):
		return tftypes.NewValue(kind, false)
	}
	return tftypes.NewValue(kind, nil)
}

func several(name string, kind tftypes.Type) []tftypes.Value {
	count := 1
	if kind.Is(tftypes.String) {
		count = items
	}
	var all []tftypes.Value
	for number := range count {
		all = append(all, madeUp(fmt.Sprintf("%s[%d]", name, number), kind))
	}
	return all
}

func word(name string) string {
	hash := sha256.Sum256([]byte(name))
	return "made-up-" + hex.EncodeToString(hash[:4])
}
