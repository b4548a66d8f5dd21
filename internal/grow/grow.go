// Package grow has lists that grow when an index beyond their end is looked up.
package grow

// At is element i of the list, which grows up to it.
func At[T any](list *[]T, i int) *T {
	for len(*list) <= i {
		var none T
		*list = append(*list, none)
	}
	return &(*list)[i]
}
