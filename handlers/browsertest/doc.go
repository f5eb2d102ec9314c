// Package browsertest drives a real Chromium for the tests of the pages: open, click, fill, press keys, check
// accessibility with axe-core, look at a screenshot. Only test files may import it; every method fails the test
// with a line that says what was awaited on which page, so a journey reads as the list of what a person does.
//
//	page := browsertest.Open(t, browsertest.Phone)
//	page.Go(server.URL + "/connexion")
//	page.Fill("#email", "samira@exemple.fr")
//	page.Follow("main button[type=submit]")
//	page.Axe()
package browsertest
