package hiring

import (
	"fmt"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp"
)

// The drawing has the modules of the code itself, whatever the size of the picture it was read from.
func TestTheDrawingIsTheCode(t *testing.T) {
	for _, account := range []string{"a@exemple.fr", strings.Repeat("anne.delattre", 6) + "@exemple.fr"} {
		key := must(otp.NewKeyFromURL(totpURI(account, strings.Repeat("ABCD", 8))))(t)
		drawn := must(drawQR(key))(t)
		code := must(qr.Encode(key.String(), qr.M, qr.Auto))(t)
		if drawn.Size != code.Bounds().Dx() {
			t.Fatalf("%d modules, want %d", drawn.Size, code.Bounds().Dx())
		}
		for y := range drawn.Size {
			for x := range drawn.Size {
				if strings.Contains(drawn.Path, fmt.Sprintf("M%d %dh1", x, y)) != dark(code, x, y) {
					t.Fatalf("module %d, %d differs", x, y)
				}
			}
		}
		if key.AccountName() != account || key.Issuer() != totpIssuer || key.Secret() != strings.Repeat("ABCD", 8) {
			t.Errorf("an authenticator reads %q of %q", key.AccountName(), key.Issuer())
		}
	}
}
