package main

import (
	"math"
	"slices"
)

// choice is one title of the training set: the candidates' evidence, and which is right (-1: none). Weight is its voice.
type choice struct {
	set      string
	fold     int
	evidence [][]float64
	right    int
	weight   float64
}

// The fit: how strongly weights are held small, and when it stops.
const (
	heldSmall  = 1e-4
	fitRounds  = 12
	fitGain    = 1e-6
	leastShare = 1e-5 // a candidate of less chance moves nothing
)

// fit finds the weights under which the right candidates are likeliest (conditional logit, Newton's method with halved
// steps): the problem has one best answer, found in a few rounds, the same each time.
func fit(choices []choice, evidences int) []float64 {
	w := make([]float64, evidences)
	c := newCurve(evidences)
	for range fitRounds {
		before := c.measure(choices, w)
		step := solve(c.bend, c.slope)
		next, after := make([]float64, evidences), math.Inf(1)
		for part := 1.0; part > 1e-3 && after >= before; part /= 2 {
			for i := range w {
				next[i] = w[i] - part*step[i]
			}
			after = loss(choices, next)
		}
		if after >= before {
			break
		}
		copy(w, next)
		if before-after < fitGain {
			break
		}
	}
	return w
}

// curve is the slope and the bend of the loss around some weights.
type curve struct {
	slope []float64
	bend  [][]float64
	mean  []float64
}

func newCurve(n int) *curve {
	c := &curve{slope: make([]float64, n), bend: make([][]float64, n), mean: make([]float64, n)}
	for i := range c.bend {
		c.bend[i] = make([]float64, n)
	}
	return c
}

// shares are the chances of the candidates under some weights, and the loss of the right one.
func shares(k *choice, w []float64, list []float64) ([]float64, float64) {
	list = list[:0]
	best := math.Inf(-1)
	for _, e := range k.evidence {
		var sum float64
		for i, v := range e {
			sum += w[i] * v
		}
		list = append(list, sum)
		best = max(best, sum)
	}
	right, sum := list[k.right], 0.0
	for i := range list {
		list[i] = math.Exp(list[i] - best)
		sum += list[i]
	}
	for i := range list {
		list[i] /= sum
	}
	return list, best + math.Log(sum) - right
}

func voices(choices []choice) (sum float64) {
	for i := range choices {
		if choices[i].right >= 0 {
			sum += choices[i].weight
		}
	}
	return sum
}

// loss is the mean surprise at the right candidates, and what holds the weights small.
func loss(choices []choice, w []float64) (sum float64) {
	var list []float64
	var one float64
	all := voices(choices)
	for i := range choices {
		if k := &choices[i]; k.right >= 0 {
			list, one = shares(k, w, list)
			sum += one * k.weight / all
		}
	}
	for _, v := range w {
		sum += heldSmall * v * v / 2
	}
	return sum
}

// measure computes loss, slope and bend at w.
func (c *curve) measure(choices []choice, w []float64) float64 {
	for i := range c.bend {
		clear(c.bend[i])
		c.slope[i], c.bend[i][i] = heldSmall*w[i], heldSmall
	}
	var list []float64
	all := voices(choices)
	for i := range choices {
		k := &choices[i]
		if k.right < 0 {
			continue
		}
		list, _ = shares(k, w, list)
		c.add(k, list, k.weight/all)
	}
	for i := range c.bend {
		for j := range i {
			c.bend[j][i] = c.bend[i][j]
		}
	}
	return loss(choices, w)
}

// add sums one title into slope and bend, the lower half of the latter.
func (c *curve) add(k *choice, list []float64, voice float64) {
	clear(c.mean)
	for n, e := range k.evidence {
		if list[n] < leastShare {
			continue
		}
		for i, v := range e {
			c.mean[i] += list[n] * v
		}
	}
	for i := range c.slope {
		c.slope[i] += voice * (c.mean[i] - k.evidence[k.right][i])
	}
	for n, e := range k.evidence {
		if list[n] < leastShare {
			continue
		}
		for i, v := range e {
			d := voice * list[n] * (v - c.mean[i])
			for j := range i + 1 {
				c.bend[i][j] += d * (e[j] - c.mean[j])
			}
		}
	}
}

// solve gives x of a·x = b by elimination; a is symmetric and never singular, being held small.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = append(slices.Clone(a[i]), b[i])
	}
	for i := range rows {
		pivot := i
		for r := i + 1; r < n; r++ {
			if math.Abs(rows[r][i]) > math.Abs(rows[pivot][i]) {
				pivot = r
			}
		}
		rows[i], rows[pivot] = rows[pivot], rows[i]
		for r := range rows {
			if k := rows[r][i] / rows[i][i]; r != i && k != 0 {
				for j := i; j <= n; j++ {
					rows[r][j] -= k * rows[i][j]
				}
			}
		}
	}
	x := make([]float64, n)
	for i := range x {
		x[i] = rows[i][n] / rows[i][i]
	}
	return x
}
