package demo

import (
	"fmt"

	"eedk.fr/candidatheque/domain"
)

// firm is an invented establishment: Postal and Town are real, the rest is not.
type firm struct {
	Name, NAF, Postal, Town, Size string
}

// firms are the 25 establishments of the demonstration, in the sectors of the association's report.
var firms = []firm{
	{"Maçonnerie du Phare", "43.99C", "59140", "Dunkerque", "10 à 19"},
	{"Flandre Logistique Portuaire", "52.29A", "59279", "Loon-Plage", "50 à 99"},
	{"Dunes Propreté Services", "81.21Z", "59760", "Grande-Synthe", "50 à 99"},
	{"Biscuiterie des Moëres", "10.72Z", "59122", "Hondschoote", "20 à 49"},
	{"Côte d'Opale Aide à Domicile", "88.10A", "59210", "Coudekerque-Branche", "50 à 99"},
	{"Chaudronnerie du Bassin", "25.11Z", "59140", "Dunkerque", "20 à 49"},
	{"Transports Vandenbroucke et fils", "49.41A", "59630", "Bourbourg", "20 à 49"},
	{"Électricité des Deux Caps", "43.21A", "59820", "Gravelines", "10 à 19"},
	{"Maintenance Acier Littoral", "33.12Z", "59760", "Grande-Synthe", "100 à 199"},
	{"Jardins de l'Aa", "81.30Z", "59820", "Gravelines", "6 à 9"},
	{"Peinture et Façades Bergoises", "43.34Z", "59380", "Bergues", "10 à 19"},
	{"Cantine des Quais", "56.29B", "59140", "Dunkerque", "6 à 9"},
	{"Supermarché du Pont Rouge", "47.11D", "59210", "Coudekerque-Branche", "20 à 49"},
	{"Conserverie de la Mer du Nord", "10.20Z", "59140", "Dunkerque", "50 à 99"},
	{"Vigie Sûreté Privée", "80.10Z", "59140", "Dunkerque", "20 à 49"},
	{"Opale Intérim Insertion", "78.20Z", "59140", "Dunkerque", "50 à 99"},
	{"Terrassements Houtland", "43.12A", "59470", "Wormhout", "10 à 19"},
	{"Couverture Devos", "43.91B", "59380", "Bergues", "3 à 5"},
	{"Plasturgie de Watten", "22.22Z", "59143", "Watten", "50 à 99"},
	{"Résidence Les Oyats", "87.10A", "59240", "Dunkerque", "50 à 99"},
	{"Recyclerie du Littoral", "38.32Z", "59640", "Dunkerque", "10 à 19"},
	{"Menuiserie Alu Flandres", "43.32B", "59180", "Cappelle-la-Grande", "10 à 19"},
	{"Cars de la Colme", "49.39A", "59380", "Bergues", "20 à 49"},
	{"Tuyauterie Industrielle Dunkerquoise", "33.20A", "59279", "Loon-Plage", "50 à 99"},
	{"Boulangerie du Carillon", "10.71C", "59140", "Dunkerque", "3 à 5"},
}

// siretOf makes the invented number of firm i: the SIREN range starts with 9, both keys are right.
func siretOf(i int) domain.SIRET {
	siren := withKey(fmt.Sprintf("9%07d", 1000000+i*7919))
	return domain.SIRET(withKey(siren + "0001"))
}

// withKey appends the Luhn digit.
func withKey(digits string) string {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return digits + string(rune('0'+(10-sum%10)%10))
}
