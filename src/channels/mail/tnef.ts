/** Outlook's winmail.dat: the files and the text wrapped in it (TNEF, MS-OXTNEF). */
export interface Unwrapped {
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[]
  readonly text: Buffer | null
}

const signature = 0x223e9f78
const attribute = { newFile: 0x00069002, title: 0x00018010, data: 0x0006800f, body: 0x0002800c } as const

/** Null where it is not TNEF, or is broken: then it stays the attachment that it came as. */
export function unwrapTnef(bytes: Buffer): Unwrapped | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return null
  const files: { name: string; bytes: Buffer }[] = []
  let text: Buffer | null = null
  let at = 6
  while (at + 11 <= bytes.length) {
    const what = bytes.readUInt32LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const from = at + 9
    if (from + length + 2 > bytes.length) return null
    const data = bytes.subarray(from, from + length)
    if (what === attribute.newFile) files.push({ name: '', bytes: Buffer.alloc(0) })
    const last = files.at(-1)
    if (what === attribute.title && last !== undefined) last.name = data.toString('latin1').replace(/\0.*$/s, '')
    if (what === attribute.data && last !== undefined) last.bytes = data
    if (what === attribute.body) text = data.subarray(0, data.at(-1) === 0 ? -1 : undefined)
    at = from + length + 2
  }
  // Line ends and padding may follow; anything else was cut off.
  if (bytes.subarray(at).some((byte) => byte > 0x0d)) return null
  return { files: files.filter((file) => file.bytes.length > 0), text }
}
