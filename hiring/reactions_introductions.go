package hiring

// introductionReactions are what follows from a yes that goes on.
var introductionReactions = []reaction{}
