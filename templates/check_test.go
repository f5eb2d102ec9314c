package templates

import "testing"

func TestEveryPageParses(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
}
