package domain

import (
	"strings"
)

// Contract is a kind of contract, as in the files: the code is the contract's own.
type Contract string

// The kinds. CDD6 is a CDD of 6 months or more: lasting work for Proch'Emploi.
const (
	CDI  Contract = "CDI"
	CDD6 Contract = "CDD6"
	CDD  Contract = "CDD"
	APP  Contract = "APP"
	PRO  Contract = "PRO"
	CTT  Contract = "CTT"
	CTTI Contract = "CTTI"
	CDDI Contract = "CDDI"
	CDDU Contract = "CDDU"
	SAIS Contract = "SAIS"
	PEC  Contract = "PEC"
)

// ContractKind is one line of the contract table.
type ContractKind struct {
	Code  Contract
	Label string
	// StartWithinDays: how long after the start asked a person may become free and still be proposed
	// (param; matching.md §2: CTT 2, CDD 14, CDI and 6 months or more 30, alternance the school term).
	StartWithinDays int
}

var contractKinds = []ContractKind{
	{CDI, "CDI", 30},
	{CDD6, "CDD de 6 mois ou plus", 30},
	{CDD, "CDD de moins de 6 mois", 14},
	{APP, "contrat d'apprentissage", 90},
	{PRO, "contrat de professionnalisation", 90},
	{CTT, "mission d'intérim", 2},
	{CTTI, "mission d'intérim d'insertion", 2},
	{CDDI, "CDD d'insertion", 14},
	{CDDU, "CDD d'usage", 14},
	{SAIS, "contrat saisonnier", 14},
	{PEC, "parcours emploi compétences", 30},
}

// ContractKinds lists the kinds in the order of the forms.
func ContractKinds() []ContractKind { return contractKinds }

// ParseContract reads a code of the contract, in any case. A CDD of months ≥ 6 is a CDD6.
func ParseContract(s string, months int) (Contract, error) {
	code := Contract(strings.ToUpper(strings.TrimSpace(s)))
	for _, k := range contractKinds {
		if k.Code != code {
			continue
		}
		if code == CDD && months >= 6 {
			return CDD6, nil
		}
		return code, nil
	}
	return "", Invalid("contract", "Contrat « %s » inconnu. Choisissez CDI, CDD, intérim, alternance… dans la liste.", clip(s))
}

// Kind is the line of the table; the zero ContractKind for an unknown code.
func (c Contract) Kind() ContractKind {
	for _, k := range contractKinds {
		if k.Code == c {
			return k
		}
	}
	return ContractKind{}
}

// Bit is the contract as a set of one; 0 for an unknown code.
func (c Contract) Bit() ContractSet {
	for i, k := range contractKinds {
		if k.Code == c {
			return 1 << i
		}
	}
	return 0
}

// ContractSet is a set of contract kinds, one bit each in the order of ContractKinds.
type ContractSet uint16

// AllContracts holds every kind.
func AllContracts() ContractSet { return 1<<len(contractKinds) - 1 }

// Has tells whether the set holds c.
func (s ContractSet) Has(c Contract) bool { return s&c.Bit() != 0 }

// List gives the kinds of the set, in the table's order.
func (s ContractSet) List() (list []Contract) {
	for i, k := range contractKinds {
		if s>>i&1 == 1 {
			list = append(list, k.Code)
		}
	}
	return list
}

// MarshalText writes CDI|CDD.
func (s ContractSet) MarshalText() ([]byte, error) {
	codes := make([]string, 0, 4)
	for _, c := range s.List() {
		codes = append(codes, string(c))
	}
	return []byte(strings.Join(codes, "|")), nil
}

// UnmarshalText reads CDI|CDD.
func (s *ContractSet) UnmarshalText(b []byte) error {
	*s = 0
	for _, code := range strings.FieldsFunc(string(b), func(r rune) bool { return r == '|' }) {
		c, err := ParseContract(code, 0)
		if err != nil {
			return err
		}
		*s |= c.Bit()
	}
	return nil
}
