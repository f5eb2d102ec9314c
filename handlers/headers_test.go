package handlers

import "testing"

func TestLocalPath(t *testing.T) {
	for _, tt := range []struct{ name, next, want string }{
		{"a page", "/offres/42?fait=publiee", "/offres/42?fait=publiee"},
		{"nothing", "", "/"},
		{"another host", "https://evil.example/", "/"},
		{"another host without scheme", "//evil.example", "/"},
		{"backslash read as a slash by browsers", `/\evil.example`, "/"},
		{"tab that browsers drop", "/\t/evil.example", "/"},
		{"line break that would start a header", "/offres\r\nSet-Cookie: a=b", "/"},
		{"script", "javascript:alert(1)", "/"},
		{"the sign-in page itself", "/connexion?next=/connexion", "/"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := localPath(tt.next); got != tt.want {
				t.Errorf("localPath(%q) = %q, want %q", tt.next, got, tt.want)
			}
		})
	}
}
