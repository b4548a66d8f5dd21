module features

go 1.25
