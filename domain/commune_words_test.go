package domain

import "testing"

// TestCommunesAreSaidInFrench covers the shapes of the names around Dunkerque, and those of the rest of the country.
func TestCommunesAreSaidInFrench(t *testing.T) {
	for _, tt := range []struct{ name, of, in string }{
		{"Dunkerque", "de Dunkerque", "à Dunkerque"},
		{"Uxem", "d'Uxem", "à Uxem"},
		{"Armbouts-Cappel", "d'Armbouts-Cappel", "à Armbouts-Cappel"},
		{"Oye-Plage", "d'Oye-Plage", "à Oye-Plage"},
		{"Éperlecques", "d'Éperlecques", "à Éperlecques"},
		{"Étaples", "d'Étaples", "à Étaples"},
		{"Œuf-en-Ternois", "d'Œuf-en-Ternois", "à Œuf-en-Ternois"},
		{"Hazebrouck", "d'Hazebrouck", "à Hazebrouck"},
		{"Hondschoote", "d'Hondschoote", "à Hondschoote"},
		{"Hem", "de Hem", "à Hem"},
		{"Hem-Lenglet", "de Hem-Lenglet", "à Hem-Lenglet"},
		{"Ypres", "d'Ypres", "à Ypres"},
		{"Y", "d'Y", "à Y"},
		{"Youx", "de Youx", "à Youx"},
		{"Le Portel", "du Portel", "au Portel"},
		{"LE PORTEL", "du PORTEL", "au PORTEL"},
		{"Le Doulieu", "du Doulieu", "au Doulieu"},
		{"Les Attaques", "des Attaques", "aux Attaques"},
		{"Les Moëres", "des Moëres", "aux Moëres"},
		{"L'Hôpital", "de l'Hôpital", "à l'Hôpital"},
		{"L’Isle-Adam", "de l’Isle-Adam", "à l’Isle-Adam"},
		{"La Madeleine", "de La Madeleine", "à La Madeleine"},
		{"Leffrinckoucke", "de Leffrinckoucke", "à Leffrinckoucke"},
		{"Lesquin", "de Lesquin", "à Lesquin"},
		{"Lederzeele", "de Lederzeele", "à Lederzeele"},
		{"Loon-Plage", "de Loon-Plage", "à Loon-Plage"},
		{" Uxem ", "d'Uxem", "à Uxem"},
		{"Le", "de Le", "à Le"},
		{"", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if of, in := OfCommune(tt.name), InCommune(tt.name); of != tt.of || in != tt.in {
				t.Errorf("%q, %q; want %q, %q", of, in, tt.of, tt.in)
			}
		})
	}
}
