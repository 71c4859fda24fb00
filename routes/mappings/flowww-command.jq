# a command → the body of flowww's confirmar, anular or reagendar
if .kind == "confirm" then { canal: "whatsapp", origen: "hub" }
elif .kind == "cancel" then { motivo: ({ patient: "paciente" }[.reason // ""] // .reason) }
else { inicio: .newStart }
end
