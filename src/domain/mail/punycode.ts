/** Domains in the letters that people read: 'bücher.example' of 'xn--bcher-kva.example' (RFC 3492). */

const base = 36
const most = 26
const skew = 38
const damp = 700

/** A label that is no punycode stays as it is. */
export const readable = (domain: string): string =>
  domain
    .split('.')
    .map((label) => (/^xn--/i.test(label) ? (decoded(label.slice(4)) ?? label) : label))
    .join('.')

/** An address in each form in which a registry may have it: as mail sends it, and as people read it. */
export function addressForms(email: string): readonly string[] {
  const at = email.lastIndexOf('@') + 1
  return [...new Set([email, email.slice(0, at) + readable(email.slice(at))])]
}

function decoded(coded: string): string | null {
  const cut = coded.lastIndexOf('-')
  const signs = Array.from(cut > 0 ? coded.slice(0, cut) : '', (sign) => sign.codePointAt(0) ?? 0)
  let [point, place, bias] = [128, 0, 72]
  for (let at = cut > 0 ? cut + 1 : 0; at < coded.length;) {
    const before = place
    let weight = 1
    for (let step = base; ; step += base) {
      const digit = digitOf(coded[at] ?? '')
      at += 1
      if (digit === null) return null
      place += digit * weight
      const threshold = Math.min(Math.max(step - bias, 1), most)
      if (digit < threshold) break
      weight *= base - threshold
    }
    const length = signs.length + 1
    bias = adapted(place - before, length, before === 0)
    point += Math.floor(place / length)
    place %= length
    if (point > 0x10_ff_ff || (point >= 0xd8_00 && point <= 0xdf_ff)) return null
    signs.splice(place, 0, point)
    place += 1
  }
  return String.fromCodePoint(...signs)
}

function digitOf(sign: string): number | null {
  if (/^[a-z]$/i.test(sign)) return sign.toLowerCase().charCodeAt(0) - 97
  return /^\d$/.test(sign) ? Number(sign) + 26 : null
}

function adapted(delta: number, length: number, first: boolean): number {
  let rest = first ? Math.floor(delta / damp) : Math.floor(delta / 2)
  rest += Math.floor(rest / length)
  let steps = 0
  for (; rest > ((base - 1) * most) / 2; steps += base) rest = Math.floor(rest / (base - 1))
  return steps + Math.floor((base * rest) / (rest + skew))
}
