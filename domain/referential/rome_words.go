package referential

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// WithSynonyms gives a set that also knows the everyday words of a CSV file with columns titre and rome.
// Lines whose code is not known are left, with a warning each; r itself does not change.
func (r *ROME) WithSynonyms(file io.Reader) (*ROME, []Warning, error) {
	t, err := openTable(file)
	if err != nil {
		return nil, nil, domain.Refuse(domain.CodeInvalid, "Ce fichier de synonymes est vide ou illisible.").WithCause(err)
	}
	if t.missing("titre", "rome") != nil {
		return nil, nil, domain.Refuse(domain.CodeInvalid, "Ce fichier de synonymes doit avoir les colonnes titre et rome.")
	}
	with := *r
	with.appellations = slices.Clone(r.appellations)
	var warnings []Warning
	for {
		line, err := t.next()
		if errors.Is(err, io.EOF) {
			return &with, warnings, nil
		}
		if err != nil {
			warnings = append(warnings, Warning{Line: line, Text: "ligne illisible"})
			continue
		}
		title, text := t.field("titre"), t.field("rome")
		code, err := domain.ParseROME(text)
		if err != nil || title == "" || !r.Known(code) {
			warnings = append(warnings, Warning{Line: line, Text: fmt.Sprintf("« %s » : métier %s inconnu", clip(title), clip(text))})
			continue
		}
		for _, known := range r.Expand(code) {
			with.appellations = append(with.appellations, Appellation{Label: title, Code: known, Synonym: true, Heard: true})
		}
	}
}

// everydayContexts are words people use for a work context, folded → the label it stands for.
var everydayContexts = map[string]string{
	"charges": "Port et manipulation de charges lourdes ou encombrantes", "charges lourdes": "Port et manipulation de charges lourdes ou encombrantes",
	"port de charges": "Port et manipulation de charges lourdes ou encombrantes", "port de charges lourdes": "Port et manipulation de charges lourdes ou encombrantes",
	"debout": "Station debout prolongée", "station debout": "Station debout prolongée",
	"assis": "Station assise prolongée", "froid": "Exposition à de basses températures", "chaleur": "Exposition à de hautes températures",
	"bruit": "En environnement bruyant", "hauteur": "En grande hauteur", "travail en hauteur": "En grande hauteur",
	"chimique": "Manipulation de produits à risques", "produits chimiques": "Manipulation de produits à risques",
	"exterieur": "En extérieur", "nuit": "Travail de nuit", "dimanche": "Travail le dimanche", "samedi": "Travail le samedi",
	"humidite": "En environnement humide", "allergenes": "En environnement allergène", "animaux": "Travail avec des animaux",
	"cadence": "Travail répétitif ou cadence imposée", "escaliers": "Utilisation d'escaliers", "espace confine": "En milieu exigu ou confiné",
}

// ParseContext finds a work context by its code, its label in any spelling, or an everyday word (« froid », « charges »).
func (r *ROME) ParseContext(text string) (Context, bool) {
	if c, ok := r.Context(text); ok {
		return c, true
	}
	key := fold(text)
	if label, ok := everydayContexts[key]; ok {
		key = fold(label)
	}
	for _, c := range r.contexts {
		if fold(c.Label) == key {
			return c, true
		}
	}
	return Context{}, false
}

// SkillNamed finds a skill by its id or its label in any spelling.
func (r *ROME) SkillNamed(text string) (Skill, bool) {
	if s, ok := r.Skill(text); ok {
		return s, true
	}
	i, ok := r.skillNames()[fold(text)]
	if !ok {
		return Skill{}, false
	}
	return r.skills[i], true
}
