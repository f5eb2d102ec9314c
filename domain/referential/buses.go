package referential

import "eedk.fr/candidatheque/domain"

// dunkirkNetwork lists, by INSEE code, the communes of the urban community of Dunkirk, served by its free bus network.
var dunkirkNetwork = [...]string{
	"59016", "59094", "59107", "59131", "59155", "59159", "59183", "59260", "59271", "59272", "59273", "59340", "59359",
	"59532", "59576", "59588", "59668",
}

// BusTable knows when buses run.
type BusTable struct{}

// BusHours is when the first bus may bring somebody to work in a commune and the last one take them home (param) [V]:
// a wide default for the urban community of Dunkirk, unknown elsewhere. Where it is unknown the radius alone decides.
func (BusTable) BusHours(insee string) (first, last domain.Clock, ok bool) {
	for _, code := range dunkirkNetwork {
		if code == insee {
			return domain.ClockAt(5, 30), domain.ClockAt(21, 30), true
		}
	}
	return 0, 0, false
}
