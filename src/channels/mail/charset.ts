/** Bytes of a mail as text, whatever their sender says they are. */
import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Senders that call it Latin and write UTF-8 are many; Latin text that happens to be valid UTF-8 is not seen in life. */
const latin =
  /^(us-?ascii|ascii|ansi.*|iso-?8859-?(1|9|15)|latin-?[19]|windows-?125[24]|cp-?125[24]|unknown.*|x-unknown|default|binary|8bit|none)$/
/** Written in ASCII bytes that mean something else. */
const shifted = /^(iso-?2022|utf-?7|hz|utf-?16|ucs|utf-?32|unicode)/
/** What the labels of the Encoding Standard do not name, and iconv-lite calls otherwise or knows a part of. */
const called: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'gb-2312': 'gb18030',
  cp936: 'gb18030',
  'x-gbk': 'gb18030',
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  ks_c_5601: 'euc-kr',
  cp949: 'euc-kr',
  'iso-8859-8-i': 'iso-8859-8',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  utf8mb4: 'utf-8',
}

/**
 * The text of `bytes`, which say they are written in `label`: where they are not, as UTF-8 if they are that, else as
 * Windows-1252. Without NULs and halves of characters, which no database keeps.
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  return clean(
    decode(
      bytes,
      (label ?? '')
        .trim()
        .toLowerCase()
        .replace(/^["'(]+|["');,]+$/g, ''),
    ),
  )
}

export const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()

function decode(bytes: Uint8Array, label: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (isAscii(bytes) && !shifted.test(label)) return Buffer.from(bytes).toString('latin1')
  const undeclared = label === '' || label === 'utf8' || label === 'utf-8' || latin.test(label)
  if (undeclared && isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes)
  if (undeclared && isCommonChinese(bytes)) return new TextDecoder('gb18030').decode(bytes)
  if (undeclared) return decodeAs(bytes, latin.test(label) && label !== '' ? label : 'windows-1252')
  const text = decodeAs(bytes, called[label] ?? label)
  return text.includes('\ufffd') && isUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : text
}

/** Next to no Latin, and pairs of bytes where GB 2312 keeps its 3,755 most used characters: no Cyrillic looks like that. */
function isCommonChinese(bytes: Uint8Array): boolean {
  let pairs = 0
  let common = 0
  let latinLetters = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) {
      if (byte >= 0x41) latinLetters += 1
      continue
    }
    const next = bytes[at + 1] ?? 0
    if (next < 0xa1) return false
    pairs += 1
    if ((byte >= 0xb0 && byte <= 0xd7) || (byte >= 0xa1 && byte <= 0xa9)) common += 1
    at += 1
  }
  return pairs >= 3 && common * 10 >= pairs * 9 && latinLetters <= pairs
}

function decodeAs(bytes: Uint8Array, label: string): string {
  const decoder = decoderOf(label)
  if (decoder !== null) return decoder.decode(bytes)
  if (iconv.encodingExists(label)) return iconv.decode(Buffer.from(bytes), label)
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes)
}

function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label)
  } catch {
    // A name that the standard does not know; iconv-lite may.
    return null
  }
}
