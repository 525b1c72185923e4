/** Hours of a day as people type them: '9-12:30, 14:00 to 17'. */

export interface Hours {
  readonly opens: string
  readonly closes: string
}

const span = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?$/

/** Null where it cannot be understood; no text is no hours. The server says what is wrong with hours that can. */
export function readHours(text: string): readonly Hours[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const read = parts.map((part) => {
    const [, fromHour, fromMinute = '00', toHour, toMinute = '00'] = span.exec(part) ?? []
    if (fromHour === undefined || toHour === undefined) return null
    return { opens: `${fromHour.padStart(2, '0')}:${fromMinute}`, closes: `${toHour.padStart(2, '0')}:${toMinute}` }
  })
  return read.every((each) => each !== null) ? read : null
}

export const sayHours = (hours: readonly Hours[]): string =>
  hours.map(({ opens, closes }) => `${opens}–${closes}`).join(', ')
