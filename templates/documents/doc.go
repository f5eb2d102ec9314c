// Package documents makes the views that are not HTML: tables for spreadsheets now, PDF, calendars and charts later.
// A document holds what its page shows, for the same reader: whoever fills it has already decided what may be seen.
package documents
