/**
 * Tables whose changes are not in the audit, each with its reason (G2). Every other table is audited (`audit_table`, 0036); a test holds
 * this list against the catalogue, so that a new table is either audited or named here.
 */
const ledger = 'The ledgers of tickets are append-only and chained themselves, and sealed with the audit.'
const derived = 'Worked out from what is in the audit or the ledger; `desk verify` works it out again.'
const passing = 'A state of the moment: it is dropped after a while and is no fact about anybody.'
const delivery = 'How something is delivered; what caused it is in the audit or the ledger.'
const secret =
  'Tokens: their bytes are kept out of everything that is exported. What is done with one is recorded by itself.'

export const auditExempt: Readonly<Record<string, string>> = {
  audit: 'It is the audit.',
  seals: 'They seal the audit.',
  seal_head: 'The last seal, for whoever makes the next.',
  migrations: 'The schema, changed by a new version of the program only.',
  events: ledger,
  messages: 'Words of a ticket: their event is sealed, and they with it.',
  tickets: derived,
  clocks: derived,
  ticket_tags: 'The ledgers of the tickets say what was put on and taken off; `desk verify` works it out again.',
  alerts: 'Read off the ledger for whom it concerns, and swept; that somebody has read one is a state of the moment.',
  reminders: 'One’s own, in words for nobody else; told, and swept.',
  alert_position: 'How far the ledger was read for alerts.',
  message_mentions: 'The event of the note names them, and is sealed.',
  severity_judgements: derived,
  workflow_runs: derived,
  chats: 'What becomes of a chat is an event of its ticket.',
  key_account_evidence: derived,
  replay_positions: 'How far a log was played; its lines are events.',
  letters: delivery,
  renewal_reminders: delivery,
  renewal_letters: delivery,
  webhook_deliveries: delivery,
  mails_in: 'Raw mail, as it came: what was made of it is a ticket, a message or a held request.',
  mails_known: delivery,
  message_copies: delivery,
  mailboxes_read: delivery,
  idempotency_keys: passing,
  sign_in_attempts: passing,
  half_sign_ins: passing,
  chat_presences: passing,
  timetable: passing,
  suggestions: 'What was typed and offered while a request was written; the request itself is a ticket.',
  saved_reply_uses: 'Counts how often a saved reply was used; the reply that was sent is an event.',
  auth_session: secret,
  last_sign_ins: passing,
  auth_verification: secret,
  widget_sessions: secret,
  reply_tokens: secret,
  public_links: secret,
  article_pictures: 'Which files a version shows: its text names them, and is in the audit.',
  attachment_parts: 'Bytes of files: the SHA-256 of each file is in the audit.',
}

/** Tables that are audited only where somebody changes a row by hand (letters, mails), or ends one (sessions). */
export const auditedByHand: readonly string[] = ['auth_session', 'letters', 'mails_in']
