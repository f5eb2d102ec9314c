package store

import (
	"os"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Store is every repository over one engine.
type Store struct {
	People      People
	Offers      Offers
	Employers   Employers
	Shortlists  Shortlists
	Users       Users
	Secrets     Secrets
	Sessions    Sessions
	Imports     Imports
	Mappings    Mappings
	Positions   Positions
	Trainings   Trainings
	Alerts      Alerts
	SavedLists  SavedLists
	Journal     Journal
	JournalKeys JournalKeys
	Mails       Mails
	Outbox      Outbox
	Credentials Credentials
	Attempts    Attempts
	Once        Once
	Blobs       Blobs

	Memberships Memberships
	SignUps     SignUps

	Invitations   Invitations
	Introductions Introductions
	Occasions     Occasions
	Archive       Archive

	Figures Figures
	Leavers Leavers

	engine Engine
	keeper Keeper
	lock   *os.File
	copied bool // a copy of a database, which looks for no others beside it
}

// New makes the repositories over an engine; now is the clock of sessions.
func New(e Engine, k Keeper, now func() time.Time) *Store {
	s := &Store{
		People:      People{repo[domain.Person, *domain.Person]{e, collPeople, "Personne", personKeys, domain.CanSeePerson}, k},
		Offers:      Offers{repo[domain.Offer, *domain.Offer]{e, collOffers, "Offre", offerKeys, domain.CanSeeOffer}},
		Employers:   Employers{repo[domain.Employer, *domain.Employer]{e, collEmployers, "Établissement", employerKeys, domain.CanSeeEmployer}},
		Shortlists:  Shortlists{repo[domain.Shortlist, *domain.Shortlist]{e, collShortlists, "Présélection", shortlistKeys, domain.CanSeeShortlist}},
		Users:       Users{repo[domain.User, *domain.User]{e, collUsers, "Compte", userKeys, domain.CanSeeUser}},
		Secrets:     Secrets{repo[domain.Secret, *domain.Secret]{e, collSecrets, "Lien", secretKeys, platformOnly[domain.Secret]}},
		Sessions:    Sessions{repo[domain.Session, *domain.Session]{e, collSessions, "Session", sessionKeys, platformOnly[domain.Session]}, now},
		Imports:     Imports{repo[domain.Import, *domain.Import]{e, collImports, "Import", importKeys, domain.CanSeeImport}},
		Mappings:    Mappings{repo[domain.FileMapping, *domain.FileMapping]{e, collMappings, "Correspondance", mappingKeys, seesMapping}},
		Positions:   Positions{repo[domain.Position, *domain.Position]{e, collPositions, "Positionnement", positionKeys, domain.CanSeePosition}},
		Trainings:   Trainings{repo[domain.Training, *domain.Training]{e, collTrainings, "Formation", trainingKeys, domain.CanSeeTraining}},
		Alerts:      Alerts{repo[domain.Alert, *domain.Alert]{e, collAlerts, "Alerte", alertKeys, domain.CanSeeAlert}},
		SavedLists:  SavedLists{repo[domain.SavedList, *domain.SavedList]{e, collLists, "Liste", listKeys, domain.CanSeeList}},
		Journal:     Journal{repo[domain.JournalLine, *domain.JournalLine]{e, collJournal, "Ligne du journal", journalKeys, domain.CanSeeJournal}},
		JournalKeys: JournalKeys{repo[domain.JournalKey, *domain.JournalKey]{e, collJournalIDs, "Clé du journal", journalKeyKeys, platformOnly[domain.JournalKey]}},
		Mails:       Mails{repo[domain.Mail, *domain.Mail]{e, collMails, "Courriel", mailKeys, domain.CanSeeMail}},
		Credentials: Credentials{repo[domain.Credential, *domain.Credential]{e, collCredentials, "Compte", credentialKeys, platformOnly[domain.Credential]}},
		Attempts:    Attempts{repo[domain.Attempt, *domain.Attempt]{e, collAttempts, "Essai", attemptKeys, platformOnly[domain.Attempt]}},
		Once:        Once{e},
		Blobs:       Blobs{e},
		Memberships: Memberships{repo[domain.Membership, *domain.Membership]{e, collMemberships, "Demande", membershipKeys, domain.CanSeeMembership}},
		SignUps:     SignUps{repo[domain.SignUp, *domain.SignUp]{e, collSignUps, "Inscription", signUpKeys, domain.CanSeeSignUp}},

		Invitations:   Invitations{repo[domain.Invitation, *domain.Invitation]{e, collInvitations, "Invitation", invitationKeys, domain.CanSeeInvitation}},
		Introductions: Introductions{repo[domain.Introduction, *domain.Introduction]{e, collIntroductions, "Mise en relation", introductionKeys, domain.CanSeeIntroduction}},
		Occasions:     Occasions{repo[domain.Occasion, *domain.Occasion]{e, collOccasions, "Rencontre", occasionKeys, domain.CanSeeOccasion}},
		Archive:       Archive{repo[domain.ArchivedFile, *domain.ArchivedFile]{e, collArchive, "Archive", archiveKeys, platformOnly[domain.ArchivedFile]}},

		engine: e,
		keeper: k,

		Figures: Figures{repo[domain.ClosedFigures, *domain.ClosedFigures]{e, collFigures, "Comptes", figuresKeys, platformOnly[domain.ClosedFigures]}},
		Leavers: Leavers{repo: repo[domain.Leaver, *domain.Leaver]{e, collLeavers, "Effacement", leaverKeys, platformOnly[domain.Leaver]},
			once: Once{e}, now: now},
	}
	s.Outbox = Outbox{s.repos()}
	return s
}

// platformOnly guards what no user reads through a list: secrets and sessions have their own doors.
func platformOnly[T any](viewer domain.Actor, _ *T) bool { return viewer.Roles.Has(domain.RoleSystem) }

// Close ends every use of the store and lets the folder go.
func (s *Store) Close() error {
	err := s.keeper.Close()
	if s.lock != nil {
		if e := s.lock.Close(); err == nil {
			err = e
		}
	}
	return err
}
