/** Numbers of telephones, told from each other however they are written (A3). */

/**
 * '+493012345678' of '+49 (0)30 1234-5678', '0049 30 12345678' and 'tel:+49-30-12345678'. Null for what has no country, is
 * too short or too long (E.164: at most 15 digits) or is no number at all.
 */
export function phoneNumber(given: string): string | null {
  const bare = given
    .trim()
    .replace(/^tel:/i, '')
    .replace(/\(0\)/, '')
    .replaceAll(/[\s\u00A0()./\u2010-\u2015-]/g, '')
    .replace(/^00/, '+')
  return /^\+[1-9]\d{5,14}$/.test(bare) ? bare : null
}

/** Said where a number has to be one. */
export const needsCountry = 'Give the number with its country, such as +49 30 12345678.'
