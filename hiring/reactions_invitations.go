package hiring

import (
	"eedk.fr/candidatheque/domain"
)

// invitationReactions are what follows from asking somebody, and from what they answer.
var invitationReactions = []reaction{
	on(string(domain.InvitationSent), (*Service).invitationSent),
	on(domain.ActRemind, (*Service).invitationRecalled),
	on(string(domain.InvitationCancelled), (*Service).invitationTakenBack),
	on(string(domain.OccasionCancelled), (*Service).occasionCancelled),
	on(domain.ActEdit, (*Service).occasionMoved),
	on(string(domain.InvitationAccepted), (*Service).yesSaid),
	on(string(domain.InvitationDeclined), (*Service).noSaid),
	on(domain.ActQuestion, (*Service).questionAsked),
}

// sayer is who did a step, as they may do what goes with it: the person by their link, else a referent for them.
func sayer(step domain.Step) domain.Actor {
	if holder := domain.Holder(domain.Channel(step.Channel)); step.Actor == holder.ID {
		return holder
	}
	return domain.Actor{ID: step.Actor, OnBehalf: step.OnBehalf, Channel: step.Channel, Roles: domain.RoleReferent}
}
