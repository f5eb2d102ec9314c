package intake

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"eedk.fr/candidatheque/domain"
)

// latin writes a text as Windows-1252 does.
func latin(tb testing.TB, text string) string {
	tb.Helper()
	var out []byte
next:
	for _, r := range text {
		for i, special := range cp1252 {
			if special == r && r != utf8.RuneError {
				out = append(out, byte(0x80+i))
				continue next
			}
		}
		if r > 0xff {
			tb.Fatalf("%q is not in Windows-1252", r)
		}
		out = append(out, byte(r))
	}
	return string(out)
}

const tidyFile = "id;prenom;nom;commune;code_postal;presentation\nP1;Élodie;Lefèvre;Gravelines;59820;Œuvres à 12 € – « béton »\nP2;Aïcha;Noël;Dunkerque;59140;\n"

// One file in every dress people give it: the same people.
func TestOneFileInManyShapes(t *testing.T) {
	for _, tt := range []struct {
		name string
		file string
	}{
		{"UTF-8", tidyFile},
		{"with a byte order mark", "\xef\xbb\xbf" + tidyFile},
		{"Windows-1252", latin(t, tidyFile)},
		{"one row in Windows-1252 in a UTF-8 file", "id;prenom;nom;commune;code_postal;presentation\n" +
			latin(t, "P1;Élodie;Lefèvre;Gravelines;59820;Œuvres à 12 € – « béton »\n") + "P2;Aïcha;Noël;Dunkerque;59140;\n"},
		{"with commas", strings.ReplaceAll(tidyFile, ";", ",")},
		{"with Windows line ends", strings.ReplaceAll(tidyFile, "\n", "\r\n")},
		{"without a last line end", strings.TrimSuffix(tidyFile, ";\n") + ";"},
		{"all quoted", "\"" + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(tidyFile, "\n"), ";", "\";\""), "\n", "\"\n\"") + "\"\n"},
		{"headings shouted, accented and spaced", strings.Replace(tidyFile, "id;prenom;nom;commune;code_postal;presentation", "ID; PRÉNOM ;Nom;Commune;Code Postal;Présentation", 1)},
		{"empty cells and lines at the end", strings.ReplaceAll(tidyFile, "\n", ";;\n") + "\n\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, report, err := people(t, tt.file)
			if err != nil || len(list) != 2 || report.Rejected > 0 {
				t.Fatalf("%d people, %+v, %v", len(list), report, err)
			}
			p := list[0]
			if p.Candidate.FirstName != "Élodie" || p.Candidate.LastName != "Lefèvre" || p.Profile.Place.INSEE != "59273" ||
				p.Profile.Presentation != "Œuvres à 12 € – « béton »" || list[1].Candidate.LastName != "Noël" {
				t.Errorf("read %+v", p)
			}
		})
	}
}

func TestTheLineToldIsTheFilesOwn(t *testing.T) {
	file := "id;presentation;mobilite_km\r\nP1;\"deux\nlignes et\nune \"\"troisième\"\"; avec séparateur\";10\r\nP2;x;loin\r\nP3;y;20\r\n"
	list, report, err := people(t, file)
	if err != nil || len(list) != 2 || len(report.Errors) != 1 || report.Errors[0].Line != 5 {
		t.Fatalf("%d people, %+v, %v", len(list), report, err)
	}
	if want := "deux\nlignes et\nune \"troisième\"; avec séparateur"; list[0].Profile.Presentation != want {
		t.Errorf("read %q", list[0].Profile.Presentation)
	}
}

// Files that cannot be read to their end say so, and the rows before are kept.
func TestFilesThatAreCut(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		kept       int
		want       string
	}{
		{"in the middle of a row", "id;nom;prenom\nP1;A;B\nP2;C;D\nP3;E", 2, "ligne 4"},
		{"in the middle of a quoted text", "id;nom;prenom\nP1;A;B\nP2;\"C;D\nP3;E;F", 1, "ligne 3"},
		{"in the middle of a quoted text of several lines", "id;nom;prenom\nP1;A;B\nP2;\"C;D\nP3;E;F\n", 1, "ligne 3"},
		{"a text that never ends", "id;nom\nP1;A\nP2;\"" + strings.Repeat("sans fin\n", 300_000), 1, "ne finit pas"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, _, err := people(t, tt.file)
			if domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), tt.want) || len(list) != tt.kept {
				t.Errorf("%d people kept, %v", len(list), err)
			}
		})
	}
}

func TestRowsThatAreBadlyCut(t *testing.T) {
	for _, tt := range []struct{ name, row, want string }{
		{"too few cells", "P2;C", "cellules"},
		{"too many cells", "P2;C;D;E", "cellules"},
		{"a quote in the middle of a cell", "P2;dit \"le grand\";D", "guillemet"},
		{"a text after its closing quote", "P2;\"C\"bis;D", "guillemet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, report, err := people(t, "id;nom;prenom\nP1;A;B\n"+tt.row+"\nP3;E;F\n")
			if err != nil || len(list) != 2 || len(report.Errors) != 1 || report.Errors[0].Line != 3 || !strings.Contains(report.Errors[0].Reason, tt.want) {
				t.Errorf("%d people, %+v, %v", len(list), report, err)
			}
		})
	}
}

func TestWhatIsNoFileOfPeople(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"nothing", "", "vide"},
		{"blank lines", "\n\n \n", "vide"},
		{"a workbook", "PK\x03\x04 and so on", "classeur"},
		{"an old workbook", "\xd0\xcf\x11\xe0 and so on", "classeur"},
		{"UTF-16", "\xff\xfei\x00d\x00", "UTF-8"},
		{"no id", "nom;prenom\nA;B\n", "« id »"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := people(t, tt.file)
			if domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("told %v", err)
			}
		})
	}
}

func TestUnknownAndRepeatedHeadingsAreWarnedOf(t *testing.T) {
	list, report, err := people(t, "id;nom;numero_secu;nom\nP1;A;1850559183042;B\n")
	if err != nil || len(list) != 1 || list[0].Candidate.LastName != "A" || len(report.Warnings) != 2 {
		t.Fatalf("%+v %+v %v", list, report, err)
	}
	if w := report.Warnings[0]; w.Line != 1 || w.Column != "numero_secu" {
		t.Errorf("warned %+v", w)
	}
}

func TestAReaderMayStopTheReading(t *testing.T) {
	stop := errors.New("enough")
	n := 0
	_, err := ReadProfiles(strings.NewReader("id\nP1\nP2\nP3\n"), builtin(), func(ProfileRow) error {
		n++
		return stop
	})
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
}
