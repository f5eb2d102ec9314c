// Package templates holds what people read: one parsed set of HTML per page, the struct each page is filled with, the
// stylesheet and the script.
//
// A page is a typed struct that embeds Base; handlers fill it and call Render. The words of states, dates, money and
// distances are chosen here, so that they are the same on every page; rules of the trade are not.
package templates
