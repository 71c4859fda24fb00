# a pull request → the parameters of cbr-agenda.sql. A cursor is "<version>:<id>" of the last row read.
(.lane == "fast" and .since != null) as $changed
| ((.cursor // "\(if $changed then .since else "0" end):0") | split(":")) as $after
| {
  from: (if $changed then "-infinity" else .from end),
  to: (if $changed then "infinity" else .to end),
  zone: variable("zone"),
  version: $after[0],
  id: $after[1],
  limit: variable("pageSize")
}
