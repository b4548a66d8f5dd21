module buffer

go 1.26.0

require simrun v0.0.0

require pgregory.net/rapid v1.3.0 // indirect

replace simrun => ../..
