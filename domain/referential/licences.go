package referential

import "eedk.fr/candidatheque/domain"

// LicenceFact is a driving-licence category for people: what it drives and from what age.
type LicenceFact struct {
	Licence    domain.Licence
	Label      string
	MinimumAge int // years, Code de la route R221-5; work and training may lower it
}

// Licences lists the categories in their usual order. What one allows besides itself is domain.Licence.Covers.
func Licences() []LicenceFact {
	return []LicenceFact{
		{"AM", "Cyclomoteur", 14}, {"A1", "Moto légère (125 cm³)", 16}, {"A2", "Moto jusqu'à 35 kW", 18}, {"A", "Moto", 20},
		{"B1", "Quadricycle lourd", 16}, {"B", "Voiture", 17}, {"B96", "Voiture et remorque jusqu'à 4,25 t", 18}, {"BE", "Voiture et grande remorque", 18},
		{"C1", "Camion de 3,5 à 7,5 t", 18}, {"C1E", "Camion de 3,5 à 7,5 t et remorque", 18}, {"C", "Poids lourd", 21}, {"CE", "Super-lourd", 21},
		{"D1", "Minibus jusqu'à 16 passagers", 21}, {"D1E", "Minibus et remorque", 21}, {"D", "Car et bus", 24}, {"DE", "Car et bus avec remorque", 24},
	}
}
