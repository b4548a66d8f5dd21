module races

go 1.25
