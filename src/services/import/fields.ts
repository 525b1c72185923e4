/** The values of one row as they are asked for; what is wrong with any of them is kept, with what to do about it. */
import type { Heading } from './columns.ts'

export interface RowMistake {
  readonly field: string | null
  readonly message: string
}

const email = /^[^\s@"<>(),:;[\]\\]+@[^\s@"<>(),:;[\]\\]+\.[^\s@"<>(),:;[\]\\]+$/u

export class Fields {
  readonly mistakes: RowMistake[] = []
  readonly #heading: Heading
  readonly #values: readonly string[]

  constructor(heading: Heading, values: readonly string[]) {
    this.#heading = heading
    this.#values = values
    if (values.length !== heading.width) {
      const many =
        values.length > heading.width ? 'A value with a comma in it belongs in quotes.' : 'The line is not whole.'
      this.wrong(null, `This row has ${values.length} values, the heading ${heading.width}. ${many}`)
    }
  }

  wrong(field: string | null, message: string): void {
    this.mistakes.push({ field, message })
  }

  /** Null for a column that the file has not, or a value that is empty. */
  text(name: string, most = 200): string | null {
    const place = this.#heading.places.get(name)
    const value = place === undefined ? '' : (this.#values[place] ?? '').trim()
    if (value === '') return null
    if (value.includes('\0')) this.wrong(name, 'Must be plain text: take out the NUL character.')
    else if (value.length > most) this.wrong(name, `Takes at most ${most} characters, this has ${value.length}.`)
    else return value
    return null
  }

  /** '' where it is missing, which is a mistake. */
  required(name: string, most?: number): string {
    const before = this.mistakes.length
    const value = this.text(name, most)
    if (value === null && this.mistakes.length === before) this.wrong(name, 'Required: this is empty.')
    return value ?? ''
  }

  /** In lower case. */
  email(name: string): string | null {
    const value = this.text(name, 320)
    if (value === null || email.test(value)) return value?.toLowerCase() ?? null
    this.wrong(name, `'${value}' is no e-mail address.`)
    return null
  }

  /** 'YYYY-MM-DD'; a time after it is left off. */
  day(name: string): string | null {
    const value = this.text(name)
    if (value === null) return null
    const found = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ].*)?$/.exec(value)
    const day = found === null ? null : `${found[1]}-${found[2]}-${found[3]}`
    if (day !== null && isDay(day)) return day
    this.wrong(name, `'${value}' is no day: write it as 2026-03-31.`)
    return null
  }

  whole(name: string): number | null {
    const value = this.text(name)?.replaceAll(/[\s,'’]/g, '') ?? null
    if (value === null) return null
    const amount = Number(value)
    if (/^\d+(\.0+)?$/.test(value) && amount <= 1_000_000) return amount
    this.wrong(name, `'${this.text(name)}' is no whole number from 0 to 1,000,000.`)
    return null
  }

  amount(name: string): number | null {
    const value = this.text(name)
    if (value === null) return null
    const bare = value.replaceAll(/[^\d.,-]/g, '')
    // '1.234,50' and '1,234.50': the last mark is the decimal one where two digits or one follow it.
    const decimal = /[.,](\d{1,2})$/.exec(bare)
    const whole = (decimal === null ? bare : bare.slice(0, decimal.index)).replaceAll(/[.,]/g, '')
    const amount = Number(`${whole}.${decimal?.[1] ?? '0'}`)
    if (bare !== '' && /^-?\d+$/.test(whole) && Math.abs(amount) < 1e11) return amount
    this.wrong(name, `'${value}' is no amount, such as 1234.50.`)
    return null
  }

  /** One of these words, however it is written. */
  choice<Word extends string>(
    name: string,
    words: readonly Word[],
    also: Readonly<Record<string, Word>> = {},
  ): Word | null {
    const value = this.text(name)
    if (value === null) return null
    const wanted = value.toLowerCase().replaceAll(/[\s-]+/g, '_')
    const word = words.find((each) => each === wanted) ?? also[wanted]
    if (word !== undefined) return word
    this.wrong(name, `'${value}' is none of: ${words.join(', ')}.`)
    return null
  }
}

function isDay(day: string): boolean {
  if (day < '1970' || day >= '2200') return false
  try {
    Temporal.PlainDate.from(day, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}
