package intake

import (
	"embed"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// mappingFiles are the mappings shipped: one small file for each source, made from the headings that its exports have.
//
//go:embed mappings/*.json
var mappingFiles embed.FS

// House is the name of the house's own format, whose headings are those of the contract.
const House = "candidatheque"

// Mappings are those shipped, the house's own format first.
func Mappings() []domain.FileMapping { return shipped() }

// shipped reads them once. They are in the program: a file that could not be read fails TestEveryMappingHasASample, and
// is left out here.
var shipped = sync.OnceValue(func() []domain.FileMapping {
	list := []domain.FileMapping{houseMapping()}
	names, _ := fs.Glob(mappingFiles, "mappings/*.json") // the pattern is a good one
	for _, name := range names {
		var m domain.FileMapping
		if raw, err := mappingFiles.ReadFile(name); err == nil && json.Unmarshal(raw, &m) == nil {
			list = append(list, m)
		}
	}
	return list
})

func houseMapping() domain.FileMapping {
	m := domain.FileMapping{Name: House, Label: "Format de la candidathèque", Needs: []string{"id"}}
	for _, name := range profileHeadings() {
		m.Columns = append(m.Columns, domain.MappedColumn{From: []string{name}, To: name})
	}
	return m
}

// MappingNamed finds a mapping by its name; NotFound names all there are.
func MappingNamed(name string, kinds []domain.FileMapping) (domain.FileMapping, error) {
	names := make([]string, len(kinds))
	for i, m := range kinds {
		if names[i] = m.Name; m.Name == name {
			return m, nil
		}
	}
	return domain.FileMapping{}, domain.Invalid("mapping", "Correspondance « %s » inconnue. Il y a : %s.", clip(name), strings.Join(names, ", "))
}

// Target is one of our columns as a page offers it: To is what a mapping writes.
type Target struct {
	To, Label string
}

// targets are the columns that a page offers, in the order in which people fill a file. criteres:RSA is a yes or no.
var targets = []Target{
	{"id", "Identifiant dans la candidathèque"}, {"civilite", "Civilité"}, {"nom", "Nom"}, {"prenom", "Prénom"},
	{"email", "Adresse électronique"}, {"telephone", "Téléphone"}, {"date_naissance", "Date de naissance"},
	{"commune", "Commune, avec ou sans code postal"}, {"code_postal", "Code postal"},
	{"metiers_recherches", "Métiers recherchés"}, {"metiers_exerces", "Métiers exercés"}, {"metiers_refuses", "Métiers refusés"},
	{"competences", "Compétences"}, {"permis", "Permis"}, {"permis:B", "Permis B : oui ou non"}, {"certificats", "Certificats (CACES, SST…)"},
	{"niveau", "Niveau de formation"}, {"niveau_obtenu", "Diplôme obtenu : oui ou non"},
	{"mobilite_km", "Mobilité, en kilomètres"}, {"communes_acceptees", "Communes acceptées"}, {"vehicule", "Voiture : oui ou non"},
	{"moyens", "Moyens de déplacement"}, {"disponible_le", "Disponible à partir du"}, {"contrats", "Contrats acceptés"},
	{"heures_souhaitees", "Heures par semaine souhaitées"}, {"langues", "Langues"}, {"presentation", "Présentation"}, {"domaine", "Domaine de la candidathèque"},
	{"programme", "Programme d'accompagnement"}, {"referent", "Référent de la candidathèque"}, {"conseiller", "Conseiller ou prescripteur"},
	{"entree_le", "Entrée dans la candidathèque le"}, {"consentement_le", "Accord de la personne, donné le"}, {"criteres", "Publics des clauses"},
	{"criteres:RSA", "RSA : oui ou non"}, {"criteres:ASS", "ASS : oui ou non"}, {"criteres:AAH", "AAH : oui ou non"},
	{"criteres:TH", "Travailleur handicapé : oui ou non"}, {"criteres:DELD", "Chômage de longue durée : oui ou non"},
	{"criteres:QPV", "Quartier prioritaire : oui ou non"}, {"criteres:PLIE", "PLIE : oui ou non"},
}

// Targets lists them.
func Targets() []Target { return slices.Clone(targets) }

// TargetLabel names what a mapping writes, for people.
func TargetLabel(to string) string {
	for _, t := range targets {
		if t.To == to {
			return t.Label
		}
	}
	return to
}

// columnOf finds the column of a target, and the value of a yes or no: -1 for a target that is none.
func columnOf(to string) (number int, answer string) {
	name, answer, _ := strings.Cut(to, ":")
	return slices.IndexFunc(profileColumns, func(c profileColumn) bool { return c.name == name }), answer
}

// CheckMapping refuses a mapping that reads nobody: a target that is none, a heading read that is never kept, no key.
func CheckMapping(m domain.FileMapping) error {
	faults := domain.FieldErrors{}
	hasID := false
	for _, c := range m.Columns {
		if n, _ := columnOf(c.To); n < 0 {
			faults.Add("columns", domain.Invalid("columns", "« %s » n'est pas une de nos colonnes.", clip(c.To)))
		}
		hasID = hasID || c.To == "id"
		for _, heading := range c.From {
			if why, never := NeverKept(heading); never {
				faults.Add("columns", domain.Invalid("columns", "« %s » ne peut pas être lue : %s.", clip(heading), why))
			}
		}
	}
	for _, heading := range m.Key.From {
		if why, never := NeverKept(heading); never {
			faults.Add("key", domain.Invalid("key", "« %s » ne peut pas servir d'identifiant : %s.", clip(heading), why))
		}
	}
	if !hasID && len(m.Key.From) == 0 {
		faults.Add("key", domain.Invalid("key", "Dites ce qui distingue une personne d'une autre : une colonne d'identifiant ou, à défaut, le nom, le prénom et la date de naissance ensemble."))
	}
	return faults.Err()
}
