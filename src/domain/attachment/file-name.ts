/** A file's name as it may be kept and shown: no path, nothing invisible in it, nothing that a system takes for its own (B4). */

/** Directions of writing, joiners and marks without a width: what is read would not be what is there. */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
const control = /\p{Cc}/gu
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** What Windows does not take in a name. */
const reserved = /[<>:"|?*]/g
const device = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i
const longest = 150
const longestEnding = 20

/** `otherwise` is the name where nothing is left of it. */
export function cleanName(given: string, otherwise = 'attachment'): string {
  const last = given.split(/[/\\]/).findLast((step) => step.replace(invisible, '').trim() !== '') ?? ''
  const plain = last
    .replace(halfCharacter, '')
    .normalize('NFC')
    .replace(invisible, '')
    .replace(control, ' ')
    .replace(reserved, '_')
    .replace(/\s+/g, ' ')
    // Windows drops these, and with them what the name says.
    .replace(/[. ]+$/, '')
    .trim()
  if (plain === '' || /^[._]+$/.test(plain)) return otherwise
  return shortened(plain.replace(device, '_$1'))
}

function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= longest) return name
  const ending = endingOf(name)
  const kept = ending === '' || ending.length > longestEnding ? '' : `.${ending}`
  return `${characters
    .slice(0, longest - 1 - kept.length)
    .join('')
    .trimEnd()}…${kept}`
}

/** Without the dot, in small letters; '' where there is none. '.htaccess' is an ending as a whole. */
export const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.trim().toLowerCase() ?? ''

/** The ending before the last: 'pdf' of 'invoice.pdf.exe'. */
export const endingBefore = (name: string): string => /\.([^. ]+)\.[^.]+$/.exec(name)?.[1]?.toLowerCase() ?? ''
