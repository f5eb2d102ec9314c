package domain

import (
	"strings"
	"sync"
)

// commonWords are what people who were asked for a password put in it, from our own reading of what people here live
// with: it is short because a password has fifteen characters or more, so what is refused is what is made of such pieces.
// A passphrase of ordinary words that nobody reaches for first is not touched.
var commonWords = sync.OnceValue(func() []string { return strings.Fields(triedFirst) })

const triedFirst = `
motdepasse motdepass mdp passe password passwort passord pass secret secrete code acces access connexion login admin administrateur administrator
root user utilisateur test essai demo invite guest compte bonjour bonsoir salut coucou hello welcome bienvenue changeme changezmoi changemoi
default temporaire provisoire internet ordinateur bureau travail boulot entreprise ensemble entreprendre candidatheque candidat candidate
emploi proch prochemploi plie mission locale missionlocale antenne referent referente conseiller conseillere facilitateur insertion
association service public mairie ville departement region nord flandre flandres littoral cotedopale opale recrutement embauche
dunkerque dunkirk grandesynthe grande synthe malo malolesbains coudekerque gravelines bourbourg bergues hondschoote leffrinckoucke saintpol
loonplage loon plage zuydcoote braydunes teteghem cappelle calais lille hazebrouck boulogne roubaix tourcoing paris marseille lyon toulouse
nantes bordeaux rennes strasbourg france french bretagne normandie corse belgique europe
usld losc om psg ol rclens lens football foot rugby tennis handball basket judo velo natation petanque equipe champion champions
amour jetaime jtaime jetaimetrop monamour moncoeur coeur bebe cheri cherie doudou chouchou loulou nounours bisou bisous princesse prince
reine roi ange angel diable dragon licorne tigre lion loup chat chaton minou chien toutou titi tata tonton mamie papi papa maman famille
soleil lune etoile star ciel nuage mer plage vague vent neige pluie printemps ete automne hiver saison nature fleur rose jardin arbre
chocolat caramel vanille fraise cerise banane pomme citron orange cafe biere pizza fromage bonbon gateau kinder nutella cocacola
rouge bleu vert jaune noir blanc violet marron argent soleils doree
lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
monday friday sunday january summer winter spring autumn love iloveyou lovely sunshine baby football monkey master shadow batman superman
pokemon pikachu naruto mario zelda starwars harrypotter disney mickey minecraft fortnite azerty qwerty azert qwert
marie nathalie isabelle sylvie catherine martine christine francoise valerie sandrine veronique stephanie celine sophie cecile laurence
virginie julie aurelie caroline emilie laura camille manon lea emma chloe sarah ines lola jade louise alice juliette charlotte clara
anne annie monique nicole jacqueline brigitte patricia corinne dominique florence delphine audrey elodie melanie pauline marine
jean pierre michel andre philippe rene louis alain jacques bernard marcel daniel roger robert paul claude christian henri georges nicolas
francois christophe patrick frederic laurent stephane david pascal eric olivier julien sebastien thierry alexandre vincent bruno
thomas maxime kevin antoine lucas hugo theo enzo leo nathan mathis arthur jules gabriel raphael adam mohamed karim mehdi yanis rayan
martin durand dubois lefebvre lefevre delattre vandamme leroy moreau petit simon laurentin
moi toi nous vous mon ton son mes tes les des une est que qui pour avec dans sur tout tous bien bon bonne super mega ultra genial cool
trop tres grand petite vie joie paix liberte egalite fraternite liberteegalitefraternite bonheur chance argentargent vacances noel paques
un deux trois quatre cinq six sept huit neuf dix zero premier first second numero
correct horse battery staple correcthorsebatterystaple cheval exact agrafe batterie`
