package domain

import (
	"fmt"
	"time"
)

// Retention names how long a stored field is kept (RGPD art. 5). What it says to people and what the job of every day
// does are made from one line of the table below: the two cannot disagree.
type Retention string

// The retentions. Durations are parameters of the table, to be confirmed by the data-protection officer [V].
const (
	RetainPerson    Retention = "person"    // the file of somebody
	RetainOffer     Retention = "offer"     // what hangs on an offer
	RetainOccasion  Retention = "occasion"  // meetups and proposed immersions
	RetainCompany   Retention = "company"   // establishments
	RetainTraining  Retention = "training"  // sessions of training
	RetainAccount   Retention = "account"   // accounts
	RetainSecret    Retention = "secret"    // links and tokens
	RetainSession   Retention = "session"   // signed-in browsers
	RetainAttempt   Retention = "attempt"   // tries at passwords and codes
	RetainImport    Retention = "import"    // accounts of files
	RetainRows      Retention = "rows"      // what they quote of people
	RetainUpload    Retention = "upload"    // files that wait
	RetainMail      Retention = "mail"      // mails sent
	RetainMailText  Retention = "mailtext"  // what they say, and to whom
	RetainJournal   Retention = "journal"   // who did what
	RetainName      Retention = "name"      // whose key it is in there
	RetainList      Retention = "list"      // lists kept at hand
	RetainMember    Retention = "member"    // who stands in them
	RetainOnce      Retention = "once"      // what happens once
	RetainSignUp    Retention = "signup"    // sign-ups, confirmed or not
	RetainObjection Retention = "objection" // hashes of those who left
	RetainArchive   Retention = "archive"   // what outlives a file, sealed
	RetainForever   Retention = "forever"   // counts without anybody, settings
)

// RetentionRule is one line of the table: how long after its anchor something is kept, in whichever unit is not zero, and
// who ends it.
type RetentionRule struct {
	Code          Retention
	Months, Days  int
	Hours         int
	french        string // %s is the length of time
	Job           RetentionJob
	WhyWithoutJob string // why nothing runs, when Job is empty
}

// RetentionJob is a part of the daily work that ends what is kept.
type RetentionJob string

// The jobs: one line of hiring/retention.go each.
const (
	JobPeople    RetentionJob = "people"
	JobOffers    RetentionJob = "offers"
	JobAccounts  RetentionJob = "accounts"
	JobCompanies RetentionJob = "companies"
	JobOccasions RetentionJob = "occasions"
	JobSecrets   RetentionJob = "secrets"
	JobImports   RetentionJob = "imports"
	JobMails     RetentionJob = "mails"
	JobOrphans   RetentionJob = "orphans"
	JobSignUps   RetentionJob = "signups"
	JobArchive   RetentionJob = "archive"
)

var retentionRules = []RetentionRule{
	{Code: RetainPerson, Months: 24, Job: JobPeople,
		french: "proposé jusqu'à 3 mois après la fin de l'accompagnement ; effacé après %s sans nouvelle, avec un message un mois avant"},
	{Code: RetainOffer, Months: 24, Job: JobOffers, french: "%s après la fin de l'offre ; si un contrat a été signé sous une clause d'insertion, jusqu'au terme des contrôles"},
	{Code: RetainOccasion, Months: 24, Job: JobOccasions, french: "%s après la rencontre ou l'immersion"},
	{Code: RetainCompany, Months: 24, Job: JobCompanies, french: "%s sans nouvelle, une fois ses offres finies et ses comptes fermés"},
	{Code: RetainTraining, Months: 24, Job: JobOffers, french: "%s après la fin de la session"},
	{Code: RetainAccount, Months: 12, Job: JobAccounts, french: "tant que le compte est ouvert, puis %s"},
	{Code: RetainSecret, Months: 12, Job: JobSecrets,
		french: "24 heures au plus pour un lien de connexion, 14 jours pour un lien envoyé à une personne, %s pour un jeton"},
	{Code: RetainSession, Hours: 12, Job: JobSecrets, french: "%s au plus"},
	{Code: RetainAttempt, Hours: 24, Job: JobSecrets, french: "%s au plus"},
	{Code: RetainImport, Months: 12, Job: JobImports, french: "%s"},
	{Code: RetainRows, Days: 30, Job: JobImports, french: "%s"},
	{Code: RetainUpload, Hours: 24, Job: JobImports, french: "%s, ou jusqu'à l'import"},
	{Code: RetainMail, Months: 12, Job: JobMails, french: "%s"},
	{Code: RetainMailText, Days: 30, Job: JobMails, french: "%s après l'envoi"},
	{Code: RetainJournal, french: "tant que le service existe ; le nom d'une personne effacée ne s'y lit plus",
		WhyWithoutJob: "le journal est une chaîne : une ligne ôtée la romprait ; ses lignes ne nomment personne, et la clé d'une personne effacée est détruite"},
	{Code: RetainName, french: "autant que le dossier ou le compte de qui la porte", Job: JobOrphans},
	{Code: RetainList, french: "tant que le compte de son auteur est ouvert", Job: JobAccounts},
	{Code: RetainMember, french: "tant que la liste existe et que la personne est dans la candidathèque", Job: JobOrphans},
	{Code: RetainSignUp, Days: 30, Job: JobSignUps, french: "%s ; le nom, l'adresse et le téléphone en sont effacés dès la confirmation"},
	{Code: RetainOnce, Months: 12, french: "%s ; ce qui nomme une personne, jusqu'à son effacement", Job: JobSecrets},
	{Code: RetainObjection, Months: 60, french: "%s, sous une empreinte qui ne permet pas de retrouver la personne", Job: JobSecrets},
	{Code: RetainArchive, Months: ArchiveMonths, french: "%s après la fin du dernier contrat, une fois le dossier effacé", Job: JobArchive},
	{Code: RetainForever, french: "tant que le service existe",
		WhyWithoutJob: "aucune personne ne s'y retrouve : un compte, un réglage, une table"},
}

// RetentionRules lists the table.
func RetentionRules() []RetentionRule { return retentionRules }

// Rule is the line of the retention; false for one that is not in the table.
func (r Retention) Rule() (RetentionRule, bool) {
	for _, rule := range retentionRules {
		if rule.Code == r {
			return rule, true
		}
	}
	return RetentionRule{}, false
}

// French says to people how long, from the numbers that the job uses; empty for a retention that is not in the table.
func (r Retention) French() string {
	rule, ok := r.Rule()
	if !ok {
		return ""
	}
	if rule.Length() == "" {
		return rule.french
	}
	return fmt.Sprintf(rule.french, rule.Length())
}

// Length says the numbers of the rule; empty for one that has none.
func (r RetentionRule) Length() string {
	switch {
	case r.Months > 0:
		return fmt.Sprintf("%d mois", r.Months)
	case r.Days > 0:
		return fmt.Sprintf("%d jours", r.Days)
	case r.Hours > 0:
		return fmt.Sprintf("%d heures", r.Hours)
	}
	return ""
}

// EndedBy tells whether what began its retention at that instant is past it at another. A rule without a length ends
// nothing by the clock.
func (r Retention) EndedBy(from, now time.Time) bool {
	rule, _ := r.Rule()
	switch {
	case rule.Months > 0:
		return DayOf(from).AddMonths(rule.Months) <= DayOf(now)
	case rule.Days > 0:
		return DayOf(from)+Date(rule.Days) <= DayOf(now)
	case rule.Hours > 0:
		return !now.Before(from.Add(time.Duration(rule.Hours) * time.Hour))
	}
	return false
}
