/** Reads what a mail system says became of a letter (RFC 3464, 5965), and what older ones say in words. */
import type { Delivery, DeliveryReport } from '../../domain/mail/report.ts'
import { clean } from './charset.ts'
import { fieldOf, fieldsOf, type Field } from './header.ts'
import { contentOf, mailLimits, partsOf, UnreadableMail, type Part } from './tree.ts'

/** A report is a few kilobytes; what follows it is the letter that came back. */
const longest = 200_000
const mostAddresses = 100

/** Null where the mail reports on nothing. What it says is a claim: see `judgeMail` for when it is believed. */
export function reportOf(raw: Uint8Array): DeliveryReport | null {
  const root = rootOf(raw)
  if (root === null) return null
  const parts = flat(root)
  const status = parts.find(({ type }) => /^message\/(global-)?delivery-status$/.test(type.value))
  const feedback = parts.find(({ type }) => type.value === 'message/feedback-report')
  const words = status ?? feedback ?? null
  const groups = words === null ? [] : groupsOf(words)
  const returned = returnedId(parts, raw)
  const named = addressesIn(fieldOf(root.fields, 'x-failed-recipients') ?? '')
  if (words === null && named.length === 0 && returned === null) return null

  const recipients = groups.filter(
    (fields) => fieldOf(fields, 'final-recipient') ?? fieldOf(fields, 'original-recipient'),
  )
  const text = textOf(parts)
  const outcome: Delivery = feedback === undefined ? outcomeOf(recipients, text) : 'complained'
  const told = recipients.filter(
    (fields) => recipients.length === 1 || actionOf(fields) === null || actionOf(fields) === outcome,
  )
  const addresses =
    feedback === undefined
      ? told.flatMap(recipientOf)
      : groups.flatMap((fields) =>
          addressesIn(fieldOf(fields, 'original-rcpt-to') ?? fieldOf(fields, 'removal-recipient') ?? ''),
        )
  const inWords = addressesIn(saidIn(text)).slice(0, 1)
  const first = told[0] ?? []
  return {
    outcome,
    addresses: [...new Set([addresses, named, inWords].find((each) => each.length > 0))].slice(0, mostAddresses),
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fieldOf(first, 'status') ?? saidIn(text))?.[0] ?? null,
    diagnosis: diagnosisOf(first, text),
    messageId: returned,
  }
}

function rootOf(raw: Uint8Array): Part | null {
  try {
    return partsOf(raw, mailLimits)
  } catch (thrown) {
    if (thrown instanceof UnreadableMail) return null
    throw thrown
  }
}

const flat = (part: Part): readonly Part[] => [part, ...part.parts.flatMap(flat)]

const head = (part: Part): string => contentOf(part).toString('latin1', 0, longest)

/** Groups of fields between blank lines: the first is of the message, each other of one recipient. */
const groupsOf = (part: Part): readonly (readonly Field[])[] =>
  head(part)
    .split(/\r?\n[ \t]*\r?\n/)
    .map(fieldsOf)
    .filter((fields) => fields.length > 0)

/** 'rfc822; ana@aurora.example': what it was sent to, before what the server made of it. */
function recipientOf(fields: readonly Field[]): readonly string[] {
  const original = addressesIn(fieldOf(fields, 'original-recipient') ?? '')
  return original.length > 0 ? original : addressesIn(fieldOf(fields, 'final-recipient') ?? '')
}

const addressesIn = (text: string): readonly string[] =>
  (text.slice(0, 20_000).match(/[^\s<>,;:"()@]+@[^\s<>,;:"()@]+/g) ?? []).map((address) => address.toLowerCase())

function actionOf(fields: readonly Field[]): Delivery | null {
  const action = /^\s*(\w+)/.exec(fieldOf(fields, 'action') ?? '')?.[1]?.toLowerCase() ?? ''
  if (action === 'failed') return 'failed'
  if (action === 'delayed') return 'delayed'
  return /^(delivered|relayed|expanded)$/.test(action) ? 'delivered' : null
}

/** The worst that is said of any recipient; in words where no field says it. */
function outcomeOf(recipients: readonly (readonly Field[])[], text: string): Delivery {
  const said = recipients.map(actionOf)
  const worst = (['failed', 'delayed', 'delivered'] as const).find((action) => said.includes(action))
  if (worst !== undefined) return worst
  return /\b(delayed|not yet been delivered|will (continue to )?(try|retry|be retried)|no action is required)\b/i.test(
    text,
  )
    ? 'delayed'
    : 'failed'
}

const textOf = (parts: readonly Part[]): string =>
  parts
    .filter(({ type, parts: within }) => within.length === 0 && /^(text\/plain|)$/.test(type.value))
    .map(head)
    .join('\n')
    .slice(0, longest)

/** Where it says in words why: a line with a code of SMTP. */
const saidIn = (text: string): string =>
  /^.{0,300}\b(?:[45]\d\d[ -]|[45]\.\d{1,3}\.\d{1,3}\b).{0,300}$/m.exec(text.slice(0, 20_000))?.[0]?.trim() ?? ''

function diagnosisOf(fields: readonly Field[], text: string): string {
  const code = (fieldOf(fields, 'diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;/, '')
  return clean(code.trim() === '' ? saidIn(text) : code)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500)
}

/** The Message-ID of the letter that came back: in its part, or below the words of the report. */
function returnedId(parts: readonly Part[], raw: Uint8Array): string | null {
  const letter = parts.find(({ type }) =>
    /^(message\/(global|rfc822|global-headers)|text\/rfc822(-headers)?)$/.test(type.value),
  )
  const text = letter === undefined ? belowHead(raw) : head(letter)
  return /^[ \t>|]*message-id:\s*(<[^<>\s]{1,990}>)/im.exec(text)?.[1] ?? null
}

function belowHead(raw: Uint8Array): string {
  const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, longest)).toString('latin1')
  const end = /\r?\n\r?\n/.exec(text)
  return end === null ? '' : text.slice(end.index)
}
