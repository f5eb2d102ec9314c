package domain

import "strings"

// ShieldCell puts an apostrophe before a cell that a spreadsheet would run as a formula (OWASP, CSV injection); a cell
// that already has some before one gets one more, so that PlainCell gives back exactly what was shielded.
func ShieldCell(cell string) string {
	if isFormula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// PlainCell takes off the apostrophe that ShieldCell put.
func PlainCell(cell string) string {
	if strings.HasPrefix(cell, "'") && isFormula(strings.TrimLeft(cell, "'")) {
		return cell[1:]
	}
	return cell
}

// isFormula tells whether a spreadsheet would read the text as a formula: = + - @ TAB CR, and the full-width twins.
func isFormula(text string) bool {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}
