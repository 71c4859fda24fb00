# the row that the guarded update met → an outcome; a row that is already what it should become was met by an earlier try
if .target == "set-phone" then
  if .found != true then { outcome: "failed", detail: "no such visitor" }
  elif .hits == 1 or (.same and (.removed | not)) then { outcome: "done" }
  elif .removed then { outcome: "conflict", detail: "removed at the source" }
  else { outcome: "conflict", detail: "the number is another one at the source" }
  end
elif .target == "" then { outcome: "failed", detail: "this kamelet cannot move a commitment" }
elif .found != true then { outcome: "failed", detail: "no such commitment" }
elif .hits == 1 or (.estado == .target and .same_start and (.removed | not)) then { outcome: "done", version: .ver }
elif .removed then { outcome: "conflict", detail: "removed at the source" }
elif .same_start | not then { outcome: "conflict", detail: "moved at the source" }
else { outcome: "conflict", detail: ("it is " + .estado + " at the source") }
end
