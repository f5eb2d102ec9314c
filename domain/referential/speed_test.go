package referential

import (
	"bytes"
	"testing"
)

func BenchmarkLoadROME(b *testing.B) {
	var file bytes.Buffer
	if err := mustArchive(b).Save(&file); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := LoadROME(bytes.NewReader(file.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLinkOfTwoOccupations(b *testing.B) {
	rome := mustArchive(b)
	for b.Loop() {
		rome.Link("F1704", "F1703")
	}
}
