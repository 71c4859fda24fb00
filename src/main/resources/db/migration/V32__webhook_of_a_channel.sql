-- Where WhatsApp says that it sends a channel's webhooks; empty when it sends them nowhere, null while it has not said.
alter table channel_standing add column webhook text;
