package matching

import (
	"eedk.fr/candidatheque/domain"
)

// nearMiss says what stops a person and what to do next.
func (a *ask) nearMiss(row uint32, gate int, m *marks) domain.NearMiss {
	p, h := &a.ix.people[row], &a.ix.hot[row]
	miss := domain.NearMiss{Profile: p.id, Score: m.value(), Blocker: gateNames[gate], Reasons: a.reasons(row, m)}
	miss.Lift, miss.Text = a.lift(row, gate, p, h)
	if gate == gateCertificate {
		miss.Missing = a.lacks(p)
	}
	return miss
}

// lift is the next act for a gate, with its sentence (matching.md §2).
func (a *ask) lift(row uint32, gate int, p *person, h *hot) (domain.Lift, string) {
	switch gate {
	case gateAccompaniment:
		return domain.LiftReenter, "accompagnement fini, reprise possible jusqu'au " + p.reenterUntil.French()
	case gateRefused:
		return domain.LiftAsk, "ne voulait plus de ce métier : poser la question"
	case gateOccupation:
		return domain.LiftPMSMP, a.signText(row, p)
	case gateContract:
		return domain.LiftAsk, "n'a pas indiqué accepter ce contrat (" + a.offer.Contract.Kind().Label + ") : poser la question"
	case gateCertificate:
		return a.certificateLift(p)
	case gateDistance:
		return domain.LiftMobility, a.mobilityText(h)
	case gateAvailability:
		return domain.LiftDate, "disponible le " + h.available.French() + ", " + days(a.lateness(h)) + " après le début : convenir d'une date"
	case gateSchedule:
		return domain.LiftAsk, a.scheduleText(&a.ix.terms[h.terms])
	case gateContext:
		return domain.LiftAsk, "a écarté une des conditions de travail de l'offre : poser la question"
	case gateEligibility:
		return domain.LiftProof, a.proofText(p.rare)
	}
	return "", ""
}

// certificateLift is a renewal for what was held once, else a training.
func (a *ask) certificateLift(p *person) (domain.Lift, string) {
	lift, text := domain.LiftRenewal, ""
	for i := range a.wanted {
		w := &a.wanted[i]
		if a.valid(p, w) {
			continue
		}
		if text != "" {
			text += " ; "
		}
		if last := a.expired(p, w); last.Known() {
			text += a.certificateName(w.code) + " expiré le " + last.String()
			continue
		}
		lift = domain.LiftTraining
		text += a.certificateName(w.code) + " à passer avant le début"
	}
	return lift, text
}

// certificateName puts CACES before a bare recommendation, as people say it.
func (a *ask) certificateName(code string) string {
	if len(code) > 1 && code[0] == 'R' && '0' <= code[1] && code[1] <= '9' {
		return "CACES " + code
	}
	return code
}

// expired is the last day on which the person held the certificate; 0 when they never did.
func (a *ask) expired(p *person, wanted *wantedCertificate) (last domain.Date) {
	for _, h := range p.held {
		for _, f := range wanted.answers {
			if h.code == f && h.from <= a.hire && h.until < a.hire {
				last = max(last, h.until)
			}
		}
	}
	return last
}

func (a *ask) mobilityText(h *hot) string {
	km := a.km(h)
	if km > a.radius(h) {
		return "habite à " + kilometres(km) + ", cherche jusqu'à " + kilometres(a.radius(h)) + " : voir une aide à la mobilité"
	}
	by := "à vélo"
	if h.means&domain.MeansBus != 0 {
		by = "en bus"
	}
	text := "habite à " + kilometres(km) + ", sans véhicule : trajet impossible " + by
	if a.offer.FirstStart.Known() && h.means&domain.MeansBus != 0 {
		text += " à ces heures (" + a.offer.FirstStart.String() + ")"
	}
	return text + ", voir une aide à la mobilité"
}

func (a *ask) scheduleText(t *terms) string {
	if bad := t.refused & a.offer.Schedule; bad != 0 {
		return "ne souhaite pas travailler " + bad.French() + " : poser la question"
	}
	return "horaires hors de ses plages (" + a.offer.FirstStart.String() + "-" + a.offer.LastEnd.String() + ") : poser la question"
}

// proofText never names the criterion: that is for those who keep the proofs.
func (a *ask) proofText(r *rare) string {
	if r != nil {
		for _, c := range r.criteria {
			if a.offer.Clause.Accepts(c.Code) && c.Until().Known() {
				return "justificatif d'éligibilité plus valable le jour de l'embauche : le redemander"
			}
		}
	}
	return "aucun justificatif accepté par ce marché n'a été vu : le demander"
}

// signText says why a PMSMP is proposed to somebody without a link to the occupation.
func (a *ask) signText(row uint32, p *person) string {
	label := quoted(a.refs.Occupations.Label(a.offer.ROME))
	switch {
	case a.interested != nil && a.interested.has(row):
		return "intérêt confirmé pour ce métier ou cette entreprise : proposer une PMSMP en " + label
	case a.skills(row, p).needs&a.needs.skills != 0:
		return "a une partie des compétences demandées : proposer une PMSMP en " + label
	case a.ix.columns[colDiscovery].has(row):
		return "souhaite découvrir un métier voisin : proposer une PMSMP en " + label
	}
	return "en parle dans sa présentation : proposer une PMSMP en " + label
}
