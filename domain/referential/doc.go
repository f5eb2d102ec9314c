// Package referential holds the reference tables: occupations (ROME), communes, certificates and what covers what,
// licences, levels, NAF, public holidays, minimum wage, bus hours, pool domains.
//
// Every table has a built-in part, written as facts in the folder builtin, and may be replaced by an official file read
// with ReadArchive or ReadCommunes. All values are read-only once built and safe for concurrent use.
//
// Source of the occupations: France Travail, ROME 4.0, Licence Ouverte 2.0.
package referential
