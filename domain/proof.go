package domain

import (
	"slices"
	"strings"
)

// ProofKind is what somebody saw to attest a criterion. The document itself is never stored: « vu le » is enough.
type ProofKind string

// ownEnd tells whether a document bears the day on which it ends, which then counts instead of the table's delay.
type ownEnd bool

const (
	bearsEnd ownEnd = true
	noEnd    ownEnd = false
)

type proof struct {
	criterion CriterionCode
	kind      ProofKind
	label     string
	end       ownEnd
}

// proofs lists what attests each criterion, the usual one first (param [V], domain.md §4). Delays are those of criteria.
var proofs = []proof{
	{"RSA", "caf", "attestation de la CAF ou de la MSA, de moins de 3 mois", noEnd},
	{"ASS", "france_travail", "attestation de paiement de France Travail, de moins de 3 mois", noEnd},
	{"AAH", "caf", "attestation de la CAF ou de la MSA, de moins de 3 mois", noEnd},
	{"AI", "france_travail", "attestation de paiement de France Travail, de moins de 3 mois", noEnd},
	{"DELD", "france_travail", "attestation d'inscription à France Travail, de moins de 3 mois", noEnd},
	{"TH", "rqth", "notification RQTH", bearsEnd},
	{"TH", "cmi", "carte mobilité inclusion, mention invalidité", bearsEnd},
	{"TH", "pension", "titre de pension d'invalidité ou de rente", bearsEnd},
	{"QPV", "domicile", "justificatif de domicile de moins de 6 mois, adresse vérifiée", noEnd},
	{"JEUNE", "identite", "pièce d'identité", noEnd},
	{"SENIOR", "identite", "pièce d'identité", noEnd},
	{"PLIE", "plie", "attestation d'accompagnement du PLIE", noEnd},
	{"IAE", "pass_iae", "PASS IAE", bearsEnd},
	{"EA", "structure", "attestation de l'entreprise adaptée ou de l'ESAT", noEnd},
	{"GEIQ", "structure", "attestation du GEIQ", noEnd},
	{"E2C", "structure", "attestation de l'école de la 2e chance ou de l'EPIDE", noEnd},
	{"ISOLE", "caf", "attestation de la CAF ou de la MSA, de moins de 3 mois", noEnd},
	{CriterionConfidential, "attestation", "attestation d'un professionnel habilité, sans aucun détail", noEnd},
	{"AUTRE", "avis", "avis motivé d'un prescripteur", noEnd},
}

// Proofs lists the kinds that attest the criterion, the usual one first.
func (c CriterionCode) Proofs() (kinds []ProofKind) {
	for _, p := range proofs {
		if p.criterion == c {
			kinds = append(kinds, p.kind)
		}
	}
	return kinds
}

// ProofText words a kind for the criterion; the kind itself when the table has none.
func (c CriterionCode) ProofText(kind ProofKind) string {
	for _, p := range proofs {
		if p.criterion == c && p.kind == kind {
			return p.label
		}
	}
	return string(kind)
}

// BearsEnd tells whether that kind of document bears its own end.
func (c CriterionCode) BearsEnd(kind ProofKind) bool {
	return slices.ContainsFunc(proofs, func(p proof) bool { return p.criterion == c && p.kind == kind && p.end == bearsEnd })
}

// ParseProof reads the kind of a proof of the criterion: its code, or words of its label (« attestation CAF »). Nothing
// said is the usual one. It returns Invalid, with what can be seen, for a document that does not attest this criterion.
func (c CriterionCode) ParseProof(s string) (ProofKind, error) {
	kinds := c.Proofs()
	words := strings.Fields(strings.ToLower(strings.NewReplacer("_", " ", "-", " ", ",", " ").Replace(s)))
	if len(words) == 0 && len(kinds) > 0 {
		return kinds[0], nil
	}
	var seen []string
	for _, kind := range kinds {
		code, label := strings.ReplaceAll(string(kind), "_", " "), strings.ToLower(c.ProofText(kind))
		if strings.Join(words, " ") == code || !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(label, w) }) {
			return kind, nil
		}
		seen = append(seen, c.ProofText(kind))
	}
	return "", Invalid("proof", "Ce justificatif n'atteste pas « %s ». Il faut : %s.", c.French(), strings.Join(seen, " ; ou "))
}
