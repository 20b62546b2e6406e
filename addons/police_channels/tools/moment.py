"""How a moment is written in what goes to citizens."""

# Of the Unicode date formats.
MOMENT = "d MMMM yyyy, HH:mm"
