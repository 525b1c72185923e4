/** Ways in which the vendor is in contact with a partner, as its diary tells them apart (D5). */
export const contactKinds = ['call', 'meeting', 'visit', 'mail', 'other'] as const
export type ContactKind = (typeof contactKinds)[number]
