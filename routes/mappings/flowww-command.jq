# a command → the body of flowww's confirmar, anular, reagendar or telefono
if .kind == "confirm" then { canal: "whatsapp", origen: "hub" }
elif .kind == "cancel" then { motivo: ({ patient: "paciente" }[.reason // ""] // .reason) }
elif .kind == "set-phone" then { numero: .phone, tipo: "movil", anterior: .before }
else { inicio: .newStart }
end
