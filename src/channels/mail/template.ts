/** The request's form in a mail: labels of the policy, in any order, case and language, quoted, bulleted or in a table (B1). */
import type { IntakeFieldRules, Policy } from '../../domain/policy.ts'

/** What the mail says, in the shape of POST /tickets; what it does not say is absent. */
export interface Template {
  readonly type?: string
  readonly product?: string
  readonly customerEmail?: string
  readonly description?: string
  readonly reproducible?: boolean
  readonly reproduction?: TemplateReproduction
  readonly troubleshooting?: string
  readonly screenshots?: string
}

export interface TemplateReproduction {
  readonly userId?: string
  readonly superAdminEmail?: string
  readonly customizationName?: string
  /** As it was written: people say 'yesterday, about nine'. */
  readonly occurredAt?: string
  readonly supportAccessEnabled?: boolean
}

/** A letter is no form because one line looks like it. */
const fewest = 2
const mostLines = 5_000
/** Their answers may take many lines; all others end with the line, or the first one that follows. */
const long: ReadonlySet<string> = new Set(['description', 'troubleshooting', 'screenshots', 'reproducible'])

/** Null where the text does not follow the form. The first answer to a question counts: what is quoted stands below. */
export function templateOf(
  text: string,
  { intake, requestTypes }: Pick<Policy, 'intake' | 'requestTypes'>,
): Template | null {
  const said = answersIn(text, labelsOf(intake.fields))
  if (said.size < fewest) return null
  const get = (id: string): string | undefined => {
    const value = said.get(id)
    return value === undefined || value === '' || isNothing(value) ? undefined : value
  }
  const reproducible = get('reproducible')
  const access = get('supportAccessEnabled')
  const reproduction = without({
    userId: get('userId'),
    superAdminEmail: addressIn(get('superAdminEmail')),
    customizationName: get('customizationName'),
    occurredAt: get('occurredAt'),
    supportAccessEnabled: access === undefined ? undefined : yesOrNo(access),
  }) as TemplateReproduction
  const type = get('type')
  const template = without({
    type: type === undefined ? undefined : typeIn(type, requestTypes),
    product: get('product'),
    customerEmail: addressIn(get('customerEmail')),
    description:
      [get('description'), elaborated(reproducible)].filter((each) => each !== undefined).join('\n\n') || undefined,
    reproducible: reproducible === undefined ? undefined : yesOrNo(reproducible),
    reproduction: Object.keys(reproduction).length === 0 ? undefined : reproduction,
    troubleshooting: get('troubleshooting'),
    screenshots: get('screenshots'),
  }) as Template
  return template
}

interface Label {
  readonly id: string
  readonly words: string
}

/** The longest first: 'Description of the issue' before 'Description'. */
const labelsOf = (fields: readonly IntakeFieldRules[]): Label[] =>
  fields
    .flatMap(({ id, name, labels }) =>
      [name, ...labels].map((label) => ({ id, words: folded(label).replace(/[?？:：\s]+$/u, '') })),
    )
    .toSorted((a, b) => b.words.length - a.words.length)

/** 'Super-admin e-mail' and 'Superadmin email' are one label, and so are 'issue/question' and 'issue / question'. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’`´]/gu, "'")
    .replace(/[-‐‑–—\s]+/gu, '')

function answersIn(text: string, labels: readonly Label[]): Map<string, string> {
  const said = new Map<string, string>()
  let open: { id: string; lines: string[] } | null = null
  const close = (): void => {
    if (open === null) return
    const value = open.lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
    if ((said.get(open.id) ?? '') === '') said.set(open.id, value)
    open = null
  }
  for (const raw of text.split('\n', mostLines)) {
    if (/^[\s>]*--\s*$/.test(raw)) {
      close()
      continue
    }
    for (const line of apart(raw, labels)) {
      const found = labelled(line, labels)
      if (found !== null) {
        close()
        open = { id: found.id, lines: [found.value] }
        continue
      }
      if (open === null) continue
      const current: { id: string; lines: string[] } = open
      const plain = line.replace(/^[\s>|]+/, '').trimEnd()
      const answered = current.lines.some((each) => each !== '')
      if (!answered && hint.test(plain)) continue
      if (answered && !long.has(current.id)) close()
      else current.lines.push(answered && long.has(current.id) ? plain : plain.replace(/^[-*•]\s+/u, ''))
    }
  }
  close()
  return said
}

/** What stands below a question in the template as it was handed out. */
const hint = /^\((\d+ words|if any|yes or no( \(elaborate\))?|elaborate|ex\b[^()]*|preset values[^()]*)\)$/i

/** 'Yes (user ID: 42, super admin email: a@b.example)' are answers of their own. */
function apart(line: string, labels: readonly Label[]): string[] {
  if (line.length > 2_000 || (line.match(/[:：]/gu) ?? []).length < 1) return [line]
  const pieces: string[] = []
  let rest = line
  for (;;) {
    const at = [...rest.matchAll(/[,;|(]\s*|(?<!\b\d{1,2})\.\s+/gu)].find(
      ({ index, 0: sign }) =>
        /^[^,;|\n]{2,60}?([:：=]|\s[-–—]\s)/u.test(rest.slice(index + sign.length)) &&
        labelled(rest.slice(index + sign.length), labels) !== null,
    )
    if (at === undefined) return [...pieces, rest]
    pieces.push(rest.slice(0, at.index))
    rest = rest.slice(at.index + at[0].length)
  }
}

/** A line that begins with a label, and what follows it there. */
function labelled(line: string, labels: readonly Label[]): { id: string; value: string } | null {
  if (line.length > 20_000) return null
  // Quotation marks, bullets, numbers, emphasis and brackets before it.
  const start = line.replace(/^[\s>|]*((\d{1,2}[.)]|[-*•●▪◦·o+])\s+)?[*_#\s>[¿]*/u, '')
  const head = folded(start.slice(0, 200))
  for (const { id, words } of labels) {
    if (!head.startsWith(words)) continue
    const end = endOf(start, words)
    const after =
      /^[\s*_]*(?:\([^()\n]{0,200}\)[\s*_]*)?([?？]?)[\s*_]*(?:\(?yes ?(?:\/|or) ?no\)?[\s*_]*)?(?:\([^()\n]{0,200}\)[\s*_]*)?\]?(?:([:：=|\t]|(?<=\s)(?:[-=]>|→)|(?<=\])|\s[-–—]\s|$)|(?<=[?？]\s*))[\s*_]*/iu.exec(
        start.slice(end),
      )
    const tab = /^[^\S\t]*\t/.test(start.slice(end))
    if (tab) return { id, value: start.slice(end).trim() }
    if (after === null || (after[1] === '' && after[2] === undefined)) continue
    const value = start
      .slice(end + after[0].length)
      .replace(/^[*_\s:]+/u, '')
      .trim()
    return { id, value: value.replace(start === line ? /[*_]+$/u : /[*_]+$|\s*\|$/u, '').trim() }
  }
  return null
}

/** Where the label ends in the text as it was written: folding may have changed lengths. */
function endOf(text: string, words: string): number {
  for (let end = 1; end <= Math.min(text.length, words.length * 2 + 20); end += 1)
    if (folded(text.slice(0, end)) === words) return end
  return words.length
}

const yes =
  /^\W*(yes|y|yeah|yep|true|ja|jawohl|oui|s[ií]|sì|sim|はい|enabled|granted|given|done|aktiviert|activé|habilitado|可|可能)(?![\p{L}])/iu
const no = /^\W*(no|n|nope|not|false|nein|non|nee|não|いいえ|disabled|nicht|never|cannot|can't|不可)(?![\p{L}])/iu

function yesOrNo(value: string): boolean | undefined {
  if (yes.test(value)) return true
  return no.test(value) ? false : undefined
}

/** '[S] Yes or No (Elaborate)': what is said beyond it belongs to the description. */
function elaborated(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const rest = value
    .replace(yes, '')
    .replace(no, '')
    .replace(/^[\s,.;:–—()-]+/u, '')
    .trim()
  return rest.split(/\s+/u).length > 2 ? rest : undefined
}

const isNothing = (value: string): boolean =>
  /^\W*(n\/?a|none|nil|-+|\.+|k\.? ?a\.?|not applicable)\W*$/iu.test(value) || /^[\s\p{P}]*$/u.test(value)

const addressIn = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined
  return /[^\s<>()[\],;:"'|]{1,64}@[\p{L}\p{N}.-]{1,250}[\p{L}\p{N}]/u.exec(value)?.[0]
}

/** The name of a type within the answer: 'Preset value: Technical Support'. */
function typeIn(value: string, types: Policy['requestTypes']): string {
  const wanted = folded(value)
  const found = types.filter(({ id, name }) => wanted.includes(folded(name)) || wanted === folded(id))
  // The template as it was handed out lists all of them: nothing was chosen.
  return found.length === 1 && found[0] !== undefined ? found[0].name : (value.split('\n')[0] ?? value)
}

const without = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
