package hiring

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// Somebody looks at the waiting file again, or brings it in, at the moment when an erasure ends it: the erasure goes on.
func TestAnErasureGoesOnWhenItsFilesDo(t *testing.T) {
	for _, tt := range []struct{ meanwhile, want domain.ImportStatus }{
		{domain.ImportWaiting, domain.ImportFailed},
		{domain.ImportRunning, domain.ImportRunning},
	} {
		h := newHouse(t)
		must(h.SavePerson(t.Context(), referent, planted()))(t)
		file := "Identifiant;Nom;Prénom;Adresse électronique\n1;Quenneville;Zéphirine;zephirine.quenneville@exemple.fr\n"
		waiting := must(h.ReceiveImport(t.Context(), referent, ReceivedFile{Name: "f.csv", Size: int64(len(file)), Body: strings.NewReader(file)}))(t)
		deps := h.deps()
		deps.Imports = &meddledImports{Imports: deps.Imports, meddle: func() {
			record := must(h.Import(t.Context(), referent, waiting.ID))(t)
			record.Status = tt.meanwhile
			if err := h.store.Imports.Save(t.Context(), record); err != nil {
				t.Fatal(err)
			}
		}}
		s := New(deps)
		if err := s.endFilesQuoting(t.Context(), planted().Forgotten()); err != nil {
			t.Fatalf("%s meanwhile: %v", tt.meanwhile, err)
		}
		if got := must(h.Import(t.Context(), referent, waiting.ID))(t); got.Status != tt.want {
			t.Errorf("%s meanwhile: the file is %s", tt.meanwhile, got.Status)
		}
	}
}
