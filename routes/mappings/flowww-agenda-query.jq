# a pull request → the query of GET /clinicas/{id}/citas. A cursor of ours is "<clinic>:<cursor of the PMS>".
# The parameters must stay the same from page to page: the PMS refuses a cursor of another query.
(if .lane == "fast" and .since != null
 then "modificadasDesde=\(.since | @uri)"
 else "desde=\(.from[0:10])&hasta=\(.to[0:10])"
 end) as $which
| ((.cursor // "") | split(":") | .[1:] | join(":")) as $cursor
| "\($which)&incluirAnuladas=true&expandir=cliente,profesional,cabina&limite=\(variable("pageSize"))"
  + (if $cursor == "" then "" else "&cursor=\($cursor | @uri)" end)
