package hiring

import (
	"errors"
	"fmt"

	"eedk.fr/candidatheque/domain"
)

// euros writes cents as « 12,02 € ».
func euros(cents int) string {
	return fmt.Sprintf("%d,%02d €", cents/100, cents%100)
}

// messageOf is what a refusal says to people, without the field it names.
func messageOf(err error) string {
	var own *domain.Error
	if errors.As(err, &own) {
		return own.Message
	}
	return err.Error()
}
