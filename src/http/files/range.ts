/** Which bytes of a file are asked for (RFC 9110, 14.2). */

export interface ByteRange {
  readonly from: number
  /** Beyond the last byte. */
  readonly to: number
}

/** The whole file where no range is asked for, or such as nobody has to understand; null where none of its bytes is meant. */
export function rangeOf(header: string | undefined, bytes: number): (ByteRange & { readonly partial: boolean }) | null {
  const whole = { from: 0, to: bytes, partial: false }
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return whole
  if (first === '') {
    const length = Math.min(Number(last), bytes)
    return length === 0 ? null : { from: bytes - length, to: bytes, partial: true }
  }
  const from = Number(first)
  if (last !== '' && Number(last) < from) return whole
  const to = last === '' ? bytes : Math.min(Number(last) + 1, bytes)
  return from >= bytes ? null : { from, to, partial: true }
}
