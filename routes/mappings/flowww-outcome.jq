# flowww's answer, the cita as it is now → an outcome; a moved cita is a new one, whose version says nothing about the old.
# A client has no version.
{ outcome: "done", version: (if .citaAnteriorId or .version == null then null else (.version | tostring) end) }
