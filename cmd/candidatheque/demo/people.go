package demo

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// path is an invented way of life at work, from which people are drawn.
type path struct {
	Targets, Practised []string // ROME codes
	Certificates       []string
	Licences           []string
	Domain             string
	Says               string
	Weight             int
}

var paths = []path{
	{[]string{"F1703", "F1704"}, []string{"F1703", "F1704"}, []string{"SST", "R482-A"}, []string{"B"}, "batiment", "J'ai travaillé sur des chantiers de maisons. J'aime le travail dehors et en équipe.", 22},
	{[]string{"F1704"}, []string{"N1105"}, nil, nil, "batiment", "Je veux apprendre un métier du bâtiment. Je suis à l'heure et courageux au travail.", 16},
	{[]string{"F1606", "F1611"}, []string{"F1606"}, []string{"Travail en hauteur"}, []string{"B"}, "batiment", "Peinture intérieure et façade, je sais préparer les murs et poser les enduits.", 10},
	{[]string{"F1602", "I1309"}, []string{"F1602"}, nil, []string{"B"}, "batiment", "Formation d'électricien, chantiers de logements neufs. Je lis les plans.", 12},
	{[]string{"F1302"}, []string{"F1302"}, []string{"R482-A", "R482-B1"}, []string{"B"}, "batiment", "Conducteur d'engins, pelle et chargeuse, terrassement et réseaux.", 6},
	{[]string{"N1101", "N1103"}, []string{"N1101"}, []string{"R489-3", "R489-1A"}, []string{"B"}, "production", "Cariste en entrepôt et sur le port, conteneurs et palettes.", 22},
	{[]string{"N1103", "N1105"}, []string{"N1103"}, []string{"R489-1A"}, nil, "production", "Préparation de commandes, inventaire, filmage de palettes.", 22},
	{[]string{"N1106", "N1105"}, []string{"N1105"}, nil, nil, "production", "Manutention et quai, je cherche un poste stable près de chez moi.", 14},
	{[]string{"N4105", "N4101"}, []string{"N4105"}, []string{"FIMO marchandises"}, []string{"B", "C"}, "production", "Livraison en ville et dans les villages. Je connais bien le Dunkerquois.", 12},
	{[]string{"H2102", "H3301"}, []string{"H3301"}, []string{"HACCP"}, nil, "production", "Travail en ligne dans l'agroalimentaire, conditionnement et contrôle.", 18},
	{[]string{"H3301", "H2101"}, []string{"H2101"}, nil, nil, "production", "J'ai fait plusieurs saisons en usine. Le travail posté ne me gêne pas.", 14},
	{[]string{"H2913", "H2902"}, []string{"H2913"}, []string{"Qualification soudeur ISO 9606"}, []string{"B"}, "maintenance", "Soudure semi-automatique et à l'arc, charpente et tuyauterie.", 12},
	{[]string{"I1304", "I1310"}, []string{"I1310"}, nil, []string{"B"}, "maintenance", "Maintenance mécanique, hydraulique, pneumatique. Je cherche à évoluer.", 12},
	{[]string{"H2914"}, []string{"H2914"}, []string{"N1"}, []string{"B"}, "maintenance", "Tuyauteur acier et inox, arrêts d'usine et travaux neufs.", 6},
	{[]string{"K2204", "K2205"}, []string{"K2204"}, nil, nil, "services", "Ménage de bureaux et d'écoles, tôt le matin ou le soir.", 26},
	{[]string{"K1304", "K1302"}, []string{"K1304"}, []string{"SST"}, []string{"B"}, "services", "J'aide des personnes âgées chez elles : repas, courses, entretien.", 22},
	{[]string{"K1302"}, []string{"K1302"}, []string{"DEAES", "PRAP 2S"}, []string{"B"}, "services", "Auprès de personnes dépendantes, à domicile et en établissement.", 10},
	{[]string{"A1203"}, []string{"A1203"}, []string{"Certiphyto"}, []string{"B"}, "services", "Tonte, taille, désherbage. J'ai travaillé pour une commune.", 12},
	{[]string{"G1602", "G1605"}, []string{"G1605"}, []string{"HACCP"}, nil, "services", "Plonge et aide en cuisine, je veux devenir commis.", 12},
	{[]string{"D1507", "D1505"}, []string{"D1507"}, nil, nil, "services", "Mise en rayon et caisse, accueil des clients.", 14},
	{[]string{"K2503"}, []string{"K2503"}, []string{"CNAPS", "SSIAP 1"}, nil, "services", "Surveillance de sites, rondes de nuit, accueil.", 8},
	{[]string{"K2304", "K2308"}, []string{"K2304"}, nil, nil, "services", "Tri et collecte, je cherche à reprendre le travail pas à pas.", 10},
	{[]string{"J1501"}, []string{"J1501"}, nil, nil, "services", "Aide-soignante en maison de retraite puis à domicile.", 6},
}

var (
	firstNames = []string{"Samira", "Kévin", "Ophélie", "Mehdi", "Nathalie", "Sofiane", "Julie", "Bruno", "Aïcha", "Thomas", "Jennifer", "Omar", "Céline", "Dylan", "Fatima", "Grégory", "Léa", "Ibrahim", "Sandrine", "Maxime", "Nadia", "Ludovic", "Émilie", "Yassine", "Valérie", "Anthony", "Myriam", "Jordan", "Sabrina", "Christophe", "Inès", "Mickaël"}
	lastNames  = []string{"Vanhoutte", "Benali", "Declerck", "Lefebvre", "Diallo", "Devos", "Carpentier", "Haddad", "Verhaeghe", "Martin", "Bouzid", "Dekeister", "Petit", "Kone", "Vermeersch", "Leroy", "Traoré", "Bailleul", "Masson", "Zerrouki", "Wallyn", "Dubois", "Sow", "Cappelaere", "Moreau", "Ouali", "Deswarte", "Roussel", "Camara", "Hennebelle"}
	towns      = [][2]string{{"59140", "Dunkerque"}, {"59140", "Dunkerque"}, {"59240", "Malo-les-Bains"}, {"59640", "Petite-Synthe"}, {"59240", "Rosendaël"}, {"59430", "Saint-Pol-sur-Mer"}, {"59760", "Grande-Synthe"}, {"59760", "Grande-Synthe"}, {"59210", "Coudekerque-Branche"}, {"59180", "Cappelle-la-Grande"}, {"59820", "Gravelines"}, {"59279", "Loon-Plage"}, {"59380", "Bergues"}, {"59122", "Hondschoote"}, {"59630", "Bourbourg"}, {"59470", "Wormhout"}, {"59143", "Watten"}, {"59123", "Bray-Dunes"}, {"59495", "Leffrinckoucke"}}
	criteria   = []string{"RSA", "DELD", "QPV", "JEUNE", "SENIOR", "TH", "PLIE", "IAE"}
)

// driver is somebody who has a car.
type driver bool

// header lists the columns that the demonstration fills, in the names of the import.
var header = []string{"id", "civilite", "nom", "prenom", "email", "telephone", "date_naissance", "code_postal", "commune",
	"metiers_recherches", "metiers_exerces", "formations", "permis", "certificats", "niveau", "mobilite_km", "moyens",
	"disponible_le", "contrats", "heures_souhaitees", "plages", "horaires_refuses", "langues", "presentation", "domaine",
	"programme", "conseiller", "entree_le", "consentement_le", "criteres"}

// People writes n invented people as an import file, the same ones for the same day.
func People(n int, today domain.Date) []byte {
	rng := rand.New(rand.NewPCG(59183, 2017)) //nolint:gosec // invented people, the same every time: nothing to guess
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = ';'
	rows := [][]string{header}
	for i := range n {
		rows = append(rows, person(rng, i, today))
	}
	// A csv.Writer on a strings.Builder cannot fail.
	_ = w.WriteAll(rows)
	return []byte(b.String())
}

func person(rng *rand.Rand, i int, today domain.Date) []string {
	p := pick(rng)
	first, last := firstNames[rng.IntN(len(firstNames))], lastNames[rng.IntN(len(lastNames))]
	town := towns[rng.IntN(len(towns))]
	age := 18 + rng.IntN(43)
	car := driver(rng.IntN(100) < 52)
	means := []string{"bus"}
	if car {
		means = []string{"voiture"}
	} else if rng.IntN(2) == 0 {
		means = append(means, "velo")
	}
	entered := today - domain.Date(rng.IntN(170))
	consent := entered.String()
	if i%25 == 7 {
		consent = "" // kept outside the pool until the person agrees
	}
	programme := ""
	if i%9 == 0 {
		programme = "PLIE"
	}
	if i%40 == 3 {
		entered = today.AddMonths(-7) // ended a month ago: a near miss
	}
	return []string{fmt.Sprintf("EE-%04d", i+1), "", last, first, fmt.Sprintf("personne%04d@exemple.fr", i+1),
		fmt.Sprintf("06 39 98 %02d %02d", i/100, i%100), (today.AddMonths(-12*age) - domain.Date(rng.IntN(300))).String(), town[0], town[1],
		targets(rng, p), practised(rng, p, today), training(rng, p, today), licences(rng, p, car), certificates(rng, p, today),
		strconv.Itoa(2 + rng.IntN(4)), strconv.Itoa(radius(rng, car)), strings.Join(means, "|"), available(rng, today).String(),
		contracts(rng), hoursWanted(rng), windows(rng), refused(rng), "fr", p.Says, p.Domain, programme,
		"conseillere@demo.exemple.fr", entered.String(), consent, proofs(rng, age, today)}
}

func pick(rng *rand.Rand) path {
	total := 0
	for _, p := range paths {
		total += p.Weight
	}
	n := rng.IntN(total)
	for _, p := range paths {
		if n -= p.Weight; n < 0 {
			return p
		}
	}
	return paths[0]
}

func targets(rng *rand.Rand, p path) string {
	if len(p.Targets) > 1 && rng.IntN(3) == 0 {
		return p.Targets[0]
	}
	return strings.Join(p.Targets, "|")
}

func practised(rng *rand.Rand, p path, today domain.Date) string {
	if rng.IntN(4) == 0 {
		return ""
	}
	months := []int{2, 4, 8, 14, 24, 36, 60, 120}[rng.IntN(8)]
	until := today.AddMonths(-rng.IntN(30))
	return fmt.Sprintf("%s:%d@%s", p.Practised[rng.IntN(len(p.Practised))], months, until.String()[:7])
}

func training(rng *rand.Rand, p path, today domain.Date) string {
	if rng.IntN(5) > 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d@%s", p.Targets[0], 70+rng.IntN(400), today.AddMonths(-rng.IntN(20)))
}

func licences(rng *rand.Rand, p path, car driver) string {
	if !car || len(p.Licences) == 0 {
		if car {
			return "B"
		}
		return ""
	}
	return strings.Join(p.Licences[:1+rng.IntN(len(p.Licences))], "|")
}

func certificates(rng *rand.Rand, p path, today domain.Date) string {
	var held []string
	for _, c := range p.Certificates {
		if rng.IntN(3) > 0 {
			held = append(held, c+"@"+today.AddMonths(-rng.IntN(75)).String())
		}
	}
	return strings.Join(held, "|")
}

func radius(rng *rand.Rand, car driver) int {
	if car {
		return 15 + 5*rng.IntN(6)
	}
	return 5 + 5*rng.IntN(3)
}

func available(rng *rand.Rand, today domain.Date) domain.Date {
	if rng.IntN(3) > 0 {
		return today - domain.Date(rng.IntN(20))
	}
	return today + domain.Date(rng.IntN(80))
}

func contracts(rng *rand.Rand) string {
	return []string{"CDI|CDD6|CDD|CTT|SAIS|PRO", "CDI|CDD6|CDD|APP|PRO", "CDI|CDD6", "CDI|CDD6|CDD|CTT|CTTI|CDDI|PEC|SAIS", "CDD|CDD6|CTT|CTTI|CDI"}[rng.IntN(5)]
}

func hoursWanted(rng *rand.Rand) string {
	return []string{"", "35", "35", "28", "20"}[rng.IntN(5)]
}

func windows(rng *rand.Rand) string {
	return []string{"", "", "", "lu-ve 08:00-17:00", "lu-sa 05:00-14:00", "lu-di 00:00-24:00"}[rng.IntN(6)]
}

func refused(rng *rand.Rand) string {
	return []string{"", "", "", "nuit", "nuit|week-end", "coupe"}[rng.IntN(6)]
}

func proofs(rng *rand.Rand, age int, today domain.Date) string {
	var seen []string
	for _, c := range criteria {
		if c == "JEUNE" && age >= 26 || c == "SENIOR" && age < 50 {
			continue
		}
		if rng.IntN(6) == 0 || (c == "JEUNE" || c == "SENIOR") && rng.IntN(2) == 0 {
			proof := c + "@" + (today - domain.Date(rng.IntN(150))).String()
			if c == "TH" || c == "IAE" { // documents that bear their own end
				proof += ">" + today.AddMonths(3+age%30).String()
			}
			seen = append(seen, proof)
		}
	}
	return strings.Join(seen, "|")
}
