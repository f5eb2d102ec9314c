package hiring

import (
	"fmt"
	"image"
	"net/url"
	"strings"

	"github.com/pquerna/otp"
)

// QR is a code to scan, as the path of an SVG: dark modules of side 1 in a square of Size.
type QR struct {
	Size int
	Path string
}

// qrPixels is the side of the picture that the modules are read from: larger than any code of an address.
const qrPixels = 512

// drawQR draws the address of a key for the camera of an authenticator.
func drawQR(key *otp.Key) (QR, error) {
	picture, err := key.Image(qrPixels, qrPixels)
	if err != nil {
		return QR{}, err
	}
	corner, module := findModules(picture)
	size := (picture.Bounds().Dx() - 2*corner) / module
	var path strings.Builder
	for y := range size {
		for x := range size {
			if dark(picture, corner+x*module, corner+y*module) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return QR{Size: size, Path: path.String()}, nil
}

// drawAddress draws the address of a page for the camera of a phone.
func drawAddress(address string) (QR, error) {
	key, err := otp.NewKeyFromURL(address)
	if err != nil {
		return QR{}, err
	}
	return drawQR(key)
}

// findModules finds where the code begins in its picture, and the side of a module: the first row begins with the seven
// dark modules of a finder pattern (ISO/IEC 18004).
func findModules(picture image.Image) (corner, module int) {
	for !dark(picture, corner, corner) && corner < qrPixels {
		corner++
	}
	run := 0
	for dark(picture, corner+run, corner) && corner+run < qrPixels {
		run++
	}
	return corner, max(1, run/7)
}

func dark(picture image.Image, x, y int) bool {
	r, _, _, _ := picture.At(x, y).RGBA()
	return r < 1<<15
}

// totpURI is the address that authenticators read (Key Uri Format).
func totpURI(account, secret string) string {
	query := url.Values{"secret": {secret}, "issuer": {totpIssuer}, "period": {"30"}, "digits": {"6"}, "algorithm": {"SHA1"}}
	return "otpauth://totp/" + url.PathEscape(totpIssuer+":"+account) + "?" + strings.ReplaceAll(query.Encode(), "+", "%20")
}
