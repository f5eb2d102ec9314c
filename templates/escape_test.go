package templates

import (
	"reflect"
	"testing"
)

// hostile closes an attribute, then opens a script; as an address it would run.
const hostile = `javascript:alert(1)//"'><script>alert(2)</script><img src=x onerror=alert(3)>`

// Whatever text comes in, from a person, a file or a stored object, stays text on every page.
func TestNoTextBecomesMarkup(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			poisoned := reflect.New(reflect.TypeOf(mustExample(t, e.name))).Elem()
			poisoned.Set(reflect.ValueOf(mustExample(t, e.name)))
			if poison(poisoned) == 0 {
				t.Fatal("nothing was poisoned")
			}
			checkInert(t, MustRender(t, poisoned.Interface().(Page)))
		})
	}
}

// poison puts hostile in every string a value holds, and counts them. States keep theirs: they choose the page's shape.
func poison(v reflect.Value) (count int) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() && v.Type() == reflect.TypeFor[string]() {
			v.SetString(hostile)
			return 1
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				count += poison(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Len() == 0 {
			return 0
		}
		clean := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(clean, v)
		v.Set(clean)
		for i := range v.Len() {
			count += poison(v.Index(i))
		}
	case reflect.Map:
		dirty := reflect.MakeMap(v.Type())
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			count += poison(value)
			dirty.SetMapIndex(key, value)
		}
		if v.CanSet() && v.Len() > 0 {
			v.Set(dirty)
		}
	}
	return count
}
