# a message in the hub's words, {id, to, content} → the body of POST /{phone-number-id}/messages
# Template parameters are one line each: WhatsApp refuses line breaks, tabs and runs of blanks in them.
.content as $content
| ({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: .to,
    biz_opaque_callback_data: .id
  }
+ if $content.kind == "template" then
    {
      type: "template",
      template: {
        name: $content.name,
        language: { code: $content.language },
        components: (
          [ select($content.parameters | length > 0)
            | { type: "body", parameters: [ $content.parameters[] | { type: "text", text: gsub("\\s+"; " ") } ] } ]
          + [ $content.buttons | to_entries[]
            | { type: "button", sub_type: "quick_reply", index: (.key | tostring),
                parameters: [ { type: "payload", payload: .value } ] } ]
        )
      }
    }
  elif $content.kind == "text" then
    { type: "text", text: { body: $content.text, preview_url: false } }
  elif $content.kind == "link" then
    {
      type: "interactive",
      interactive: {
        type: "cta_url",
        body: { text: $content.text },
        action: { name: "cta_url", parameters: { display_text: $content.button[0:20], url: $content.url } }
      }
    }
  else
    error("The Cloud API has no message of kind \($content.kind)")
  end)
| tojson
